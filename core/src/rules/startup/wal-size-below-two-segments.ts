import { setParameter } from '../edits.ts';
import { defineRule } from '../rule.ts';

/** Megabytes of a WAL segment unless initdb was told otherwise (`--wal-segsize`); no file names it. */
const segment = 16;

/** `min_wal_size` and `max_wal_size` must hold two WAL segments (`ReadControlFile`; not checked in 10). */
export const walSizeBelowTwoSegments = defineRule({
  id: 'wal-size-below-two-segments',
  severity: 'warning',
  versions: { first: 11 },
  needsCompleteServer: false,
  docs: {
    what: '`min_wal_size` or `max_wal_size` is below 32MB, which is two WAL segments of the usual 16MB.',
    why: 'From 11 on the server refuses to start with it, unless the data directory was made with smaller segments (`initdb --wal-segsize`), which the configuration files do not tell.',
    how: 'Set at least 32MB. A busy server wants far more: each checkpoint that WAL forces costs throughput.',
    see: ['runtime-config-wal.html#GUC-MAX-WAL-SIZE', 'runtime-config-wal.html#GUC-MIN-WAL-SIZE'],
  },
  messages: {
    belowTwoSegments:
      '{name} is {value}, below two segments of {segment}MB, the usual size: the server will not start.',
  },

  check(server, report) {
    for (const name of ['min_wal_size', 'max_wal_size']) {
      const { at, value } = server.setting(name);
      const megabytes = server.number(name);
      if (!at || megabytes >= 2 * segment || megabytes < (server.catalog.get(name)?.min ?? 0)) continue;
      const edits = setParameter(server, name, `${2 * segment}MB`);
      const fixes = [{ title: `Set ${name} to ${2 * segment}MB`, safety: 'unsafe', edits }] as const;
      report(at, 'belowTwoSegments', { name, value, segment }, { fixes });
    }
  },

  examples: [
    {
      title: 'a number without unit counts megabytes',
      files: {
        'postgresql.conf': `
min_wal_size = 31
#              ^^ belowTwoSegments
max_wal_size = 16MB
#              ^^^^ belowTwoSegments
`,
      },
      fixed: {
        'postgresql.conf': `
min_wal_size = 32MB
max_wal_size = 32MB
`,
      },
    },
    {
      title: 'exactly two segments; the maximum may be below the minimum',
      files: {
        'postgresql.conf': `
min_wal_size = 200MB
max_wal_size = 32MB
`,
      },
      onServer: { starts: true },
    },
  ],
});
