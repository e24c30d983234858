import { setParameter } from '../edits.ts';
import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** `pg_rewind` needs one of the two (`pg_rewind.c:sanityChecks`); from 18 on initdb turns checksums on. */
export const rewindNotPrepared = defineRule({
  id: 'rewind-not-prepared',
  severity: 'information',
  versions: { first: 10, last: 17 },
  needsCompleteServer: true,
  presets: ['strict'],
  docs: {
    what: '`wal_log_hints` is off. Whether the cluster has data checksums cannot be seen in its files; if it has, this finding is of no account.',
    why: 'After a failover `pg_rewind` brings the old primary back as a standby in minutes. Without `wal_log_hints` and without checksums it refuses, and the old primary must be copied anew.',
    how: 'Set `wal_log_hints = on` and restart, now: it does not work backwards. It writes some more WAL. Checksums (`initdb --data-checksums`, `pg_checksums --enable` from 12 on) do as well; then switch this rule off.',
    see: ['app-pgrewind.html', 'runtime-config-wal.html#GUC-WAL-LOG-HINTS'],
  },
  messages: {
    noRewind: 'Unless data checksums are on, pg_rewind cannot bring this server back after a failover.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'wal_log_hints');
    if (!at || server.boolean('wal_log_hints')) return;
    const edits = setParameter(server, 'wal_log_hints', 'on');
    report(at, 'noRewind', {}, { fixes: [{ title: 'Set wal_log_hints to on', safety: 'unsafe', edits }] });
  },

  examples: [
    {
      title: 'off',
      files: {
        'postgresql.conf': `
wal_log_hints = off
#               ^^^ noRewind
`,
      },
      fixed: {
        'postgresql.conf': `
wal_log_hints = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'on',
      files: { 'postgresql.conf': 'wal_log_hints = on\n' },
      onServer: { starts: true },
    },
  ],
});
