import { defineRule } from '../rule.ts';

/** From 19 on the first logical slot raises `effective_wal_level`, and the last one lowers it (`logicalctl.c`). */
export const logicalLevelNotNeeded = defineRule({
  id: 'logical-level-not-needed',
  severity: 'hint',
  versions: { first: 19 },
  needsCompleteServer: false,
  presets: ['logical', 'multi-master'],
  docs: {
    what: '`wal_level` is `logical` in 19 or later.',
    why: 'It does no harm, but the server writes the larger WAL all the time. With `replica` it does so by itself while there is a logical slot: the first slot raises `effective_wal_level`, and dropping the last one lowers it, without a restart.',
    how: 'Set `wal_level = replica` at the next restart, unless the level should never change.',
    see: ['runtime-config-wal.html#GUC-WAL-LEVEL', 'runtime-config-preset.html'],
  },
  messages: {
    notNeeded: 'From 19 on replica will do: the first logical slot raises the level, dropping the last one lowers it.',
  },

  check(server, report) {
    const { at } = server.setting('wal_level');
    if (!at || server.word('wal_level') !== 'logical') return;
    report(at, 'notNeeded', {});
  },

  examples: [
    {
      title: 'carried over from an older major',
      files: {
        'postgresql.conf': `
wal_level = logical
#           ^^^^^^^ notNeeded
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'left to the server',
      files: { 'postgresql.conf': 'wal_level = replica\n' },
      onServer: { starts: true },
    },
  ],
});
