import { fileOrigin } from '../../model/server-config.ts';
import { childOf } from '../../text/uri.ts';
import { defineRule, type Fix } from '../rule.ts';

/** 10 and 11 know no signal files: such a server comes up as a second primary. */
export const signalFileIgnored = defineRule({
  id: 'signal-file-ignored',
  severity: 'warning',
  versions: { first: 10, last: 11 },
  needsCompleteServer: false,
  docs: {
    what: 'There is a `standby.signal` or `recovery.signal`, but no `recovery.conf`, on a server of 10 or 11.',
    why: 'Signal files came with 12. This server does not look at them and starts as a primary: it takes writes that its supposed primary never sees, on a timeline of the same number.',
    how: "Make a `recovery.conf` with `standby_mode = 'on'` and the `primary_conninfo`, and delete the signal file.",
    see: ['standby-settings.html', 'warm-standby.html#STANDBY-SERVER-SETUP'],
  },
  messages: {
    ignored: 'Signal files came with 12: without recovery.conf this server starts as a primary and takes writes.',
  },

  check(server, report) {
    if (server.signals.has('recovery.conf')) return;
    for (const name of ['standby.signal', 'recovery.signal'] as const) {
      const uri = server.signals.get(name);
      if (uri === undefined) continue;
      const text = `standby_mode = 'on'\n`;
      const edits = [{ kind: 'create', uri: childOf(server.folder, 'recovery.conf'), text }] as const;
      const fix: Fix = { title: 'Create recovery.conf for a standby', safety: 'unsafe', edits };
      report(fileOrigin(uri, { start: 0, end: 0 }), 'ignored', {}, { fixes: name === 'standby.signal' ? [fix] : [] });
    }
  },

  examples: [
    {
      title: 'a signal file on an old server',
      files: { 'postgresql.conf': 'wal_level = replica\n', 'standby.signal': '# @ ignored\n' },
      fixed: { 'recovery.conf': "standby_mode = 'on'\n" },
      onServer: { starts: true },
    },
    {
      title: 'recovery.conf',
      files: {
        'postgresql.conf': 'wal_level = replica\n',
        'recovery.conf': "standby_mode = 'on'\nprimary_conninfo = 'host=127.0.0.1 port=1'\n",
      },
      onServer: { starts: true },
    },
  ],
});
