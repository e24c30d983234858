import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** Huge pages are only made for `mmap` (`CreateSharedMemoryAndSemaphores`, `PGSharedMemoryCreate`). */
export const hugePagesWithoutMmap = defineRule({
  id: 'huge-pages-without-mmap',
  severity: 'error',
  versions: { first: 12 },
  needsCompleteServer: true,
  docs: {
    what: '`huge_pages` is `on` while `shared_memory_type` is not `mmap`.',
    why: 'The server can ask for huge pages only with `mmap`; `on` means it must have them, so it refuses to start.',
    how: 'Set `huge_pages = try`, or let `shared_memory_type` be `mmap`.',
    see: ['runtime-config-resource.html#GUC-HUGE-PAGES', 'runtime-config-resource.html#GUC-SHARED-MEMORY-TYPE'],
  },
  messages: {
    notWithType: 'huge_pages is on, but shared_memory_type is {type}: the server will not start.',
  },

  check(server, report) {
    const type = server.setting('shared_memory_type');
    const { at } = server.setting('huge_pages');
    if (!at || !type.at || server.word('huge_pages') !== 'on' || server.word('shared_memory_type') !== 'sysv') return;
    const fixes = [
      { title: 'Set huge_pages to try', safety: 'unsafe', edits: setParameter(server, 'huge_pages', 'try') },
    ] as const;
    report(at, 'notWithType', { type: type.value }, { fixes, related: linesOf(server, 'shared_memory_type') });
  },

  examples: [
    {
      title: 'huge pages in System V shared memory',
      files: {
        'postgresql.conf': `
huge_pages = on
#            ^^ notWithType
shared_memory_type = sysv
`,
      },
      fixed: {
        'postgresql.conf': `
huge_pages = try
shared_memory_type = sysv
`,
      },
      onServer: { refusesToStart: 'huge pages not supported with the current' },
    },
    {
      title: 'huge pages if they can be had',
      files: {
        'postgresql.conf': `
huge_pages = try
shared_memory_type = sysv
`,
      },
      onServer: { starts: true },
    },
  ],
});
