import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { copySource, copyTarget } from './shell-words.ts';

function folderOf(path: string): string {
  return path.replace(/[/\\]?%f.*$/, '');
}

/** With `always` a standby archives each segment that it restores or receives, here into the archive it reads. */
export const archivesWhatItRestores = defineRule({
  id: 'archives-what-it-restores',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'With `archive_mode = always` a standby copies WAL into the folder from which its `restore_command` takes it.',
    why: 'Each segment that it restores it archives again, over the file it has just read; those that the primary writes at the same time may be spoilt by either. A command that never overwrites fails instead, over and over, and `pg_wal` fills up.',
    how: 'Set `archive_mode = on`, with which a standby archives nothing before it is promoted, or give it an archive of its own.',
    see: ['warm-standby.html#CONTINUOUS-ARCHIVING-IN-STANDBY'],
  },
  messages: {
    same: 'Archives into {folder}, from which it restores: each file is written over itself, or refused for ever.',
  },

  check(server, report) {
    if (server.role !== 'standby' || server.word('archive_mode') !== 'always') return;
    const { at, value } = server.setting('archive_command');
    const target = copyTarget(value);
    const source = copySource(server.setting('restore_command').value);
    if (!at || target === undefined || source === undefined || folderOf(target) !== folderOf(source)) return;
    const folder = folderOf(target).slice(0, 30) || '/';
    report(at, 'same', { folder }, { related: linesOf(server, 'restore_command', 'archive_mode') });
  },

  examples: [
    {
      title: 'one archive for both',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
archive_mode = always
archive_command = 'cp %p /archive/%f'
#                 ^^^^^^^^^^^^^^^^^^^ same
restore_command = 'cp /archive/%f %p'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'an archive of its own',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
archive_mode = always
archive_command = 'cp %p /archive/standby/%f'
restore_command = 'cp /archive/primary/%f %p'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'not before the promotion',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
archive_mode = on
archive_command = 'cp %p /archive/%f'
restore_command = 'cp /archive/%f %p'
`,
      },
      onServer: { starts: true },
    },
  ],
});
