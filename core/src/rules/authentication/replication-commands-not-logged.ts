import { setParameter } from '../edits.ts';
import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** Commands of a replication connection are no statements, so `log_statement` does not show them. */
export const replicationCommandsNotLogged = defineRule({
  id: 'replication-commands-not-logged',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['strict'],
  docs: {
    what: '`log_replication_commands` is off.',
    why: 'A base backup copies the whole cluster, and a dropped slot loses a standby. Without this setting the log does not tell who did so; `log_statement` does not see these commands.',
    how: 'Set `log_replication_commands = on` and reload. It writes a few lines for each connection of a standby, a subscriber or a backup.',
    see: ['runtime-config-logging.html#GUC-LOG-REPLICATION-COMMANDS'],
  },
  messages: {
    notLogged: 'The log does not tell who takes a base backup, starts streaming, or drops a slot.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'log_replication_commands');
    const isOn = server.boolean('log_replication_commands');
    if (!at || isOn || server.number('max_wal_senders') === 0) return;
    const title = 'Set log_replication_commands to on';
    const edits = setParameter(server, 'log_replication_commands', 'on');
    report(at, 'notLogged', {}, { fixes: [{ title, safety: 'unsafe', edits }] });
  },

  examples: [
    {
      title: 'off',
      files: {
        'postgresql.conf': `
log_replication_commands = off
#                          ^^^ notLogged
`,
      },
      fixed: {
        'postgresql.conf': `
log_replication_commands = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'on',
      files: { 'postgresql.conf': 'log_replication_commands = on\n' },
      onServer: { starts: true },
    },
  ],
});
