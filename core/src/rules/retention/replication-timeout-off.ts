import { defineRule } from '../rule.ts';

/** A peer that is gone is noticed by its silence. */
export const replicationTimeoutOff = defineRule({
  id: 'replication-timeout-off',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`wal_sender_timeout` or `wal_receiver_timeout` is 0.',
    why: 'A connection whose other end has gone without a word, by a crash or a firewall, then stays until TCP gives it up, hours later with common settings. The WAL sender of a dead standby goes on holding its slot, so that the standby cannot come back (`replication slot is active`), and commits that wait for it wait as long.',
    how: 'Keep the default of 60 s, or raise it for slow links instead of switching it off.',
    see: [
      'runtime-config-replication.html#GUC-WAL-SENDER-TIMEOUT',
      'runtime-config-replication.html#GUC-WAL-RECEIVER-TIMEOUT',
    ],
  },
  messages: {
    senderOff: 'A standby that is gone is never noticed: its slot stays taken, and commits wait for it.',
    receiverOff: 'A primary that is gone without a word is never noticed: this standby stops following.',
  },

  check(server, report) {
    for (const [name, id] of [
      ['wal_sender_timeout', 'senderOff'],
      ['wal_receiver_timeout', 'receiverOff'],
    ] as const) {
      const { at } = server.setting(name);
      if (at && server.number(name) === 0) report(at, id, {});
    }
  },

  examples: [
    {
      title: 'both off',
      files: {
        'postgresql.conf': `
wal_sender_timeout = 0
#                    ^ senderOff
wal_receiver_timeout = 0
#                      ^ receiverOff
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'patient',
      files: {
        'postgresql.conf': `wal_sender_timeout = 5min
wal_receiver_timeout = 5min
`,
      },
      onServer: { starts: true },
    },
  ],
});
