import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';

/** `standby.signal` wins over `recovery.signal` without a message (`readRecoverySignalFile`). */
export const bothSignalFiles = defineRule({
  id: 'both-signal-files',
  severity: 'information',
  versions: { first: 12 },
  needsCompleteServer: false,
  docs: {
    what: '`standby.signal` and `recovery.signal` both exist.',
    why: 'The server becomes a standby and does not look at `recovery.signal`: it stays in recovery when the WAL ends, where the other file asks it to become a primary.',
    how: 'Delete the one you do not mean.',
    see: ['runtime-config-wal.html#RUNTIME-CONFIG-WAL-ARCHIVE-RECOVERY'],
  },
  messages: {
    ignored: 'Not looked at, because standby.signal exists too: the server becomes a standby and stays one.',
  },

  check(server, report) {
    const uri = server.signals.get('recovery.signal');
    if (uri === undefined || !server.signals.has('standby.signal')) return;
    const fixes = [{ title: 'Delete recovery.signal', safety: 'unsafe', edits: [{ kind: 'delete', uri }] }] as const;
    report(fileOrigin(uri, { start: 0, end: 0 }), 'ignored', {}, { fixes });
  },

  examples: [
    {
      title: 'both files',
      files: {
        'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1'\n",
        'standby.signal': '',
        'recovery.signal': '# @ ignored\n',
      },
      fixed: { 'recovery.signal': '' },
      onServer: { starts: true },
    },
    {
      title: 'one file',
      files: { 'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1'\n", 'standby.signal': '' },
      onServer: { starts: true },
    },
  ],
});
