import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/**
 * A hot standby needs at least as many WAL senders as its primary had (`CheckRequiredParameterValues`, from 12 on). A
 * primary that is streamed from, or that archives, has some: so none here is too few.
 */
export const noWalSendersOnStandby = defineRule({
  id: 'no-wal-senders-on-standby',
  severity: 'error',
  versions: { first: 12 },
  needsCompleteServer: true,
  docs: {
    what: '`max_wal_senders` is 0 on a standby that takes queries and streams from a primary.',
    why: 'From 12 on a hot standby refuses to start with fewer WAL senders than its primary has, and a primary that streams has at least one.',
    how: "Remove the line, or give the primary's value. `wal_level` of a standby should be the primary's too: it counts after a promotion.",
    see: ['hot-standby.html#HOT-STANDBY-ADMIN', 'runtime-config-replication.html#GUC-MAX-WAL-SENDERS'],
  },
  messages: {
    noSenders: 'max_wal_senders is 0, less than on any primary that streams: this standby will not start.',
  },

  check(server, report) {
    const { at } = server.setting('max_wal_senders');
    if (!at || server.role === 'primary' || server.number('max_wal_senders') !== 0 || !server.boolean('hot_standby'))
      return;
    const streams = server.role === 'standby' && server.setting('primary_conninfo').value !== '';
    if (!streams) return;
    const minimal = server.word('wal_level') === 'minimal';
    const senders = server.catalog.get('max_wal_senders')?.boot ?? '10';
    const edits = [
      ...setParameter(server, 'max_wal_senders', senders),
      ...(minimal ? setParameter(server, 'wal_level', 'replica') : []),
    ];
    const title = `Set max_wal_senders to ${senders}${minimal ? ' and wal_level to replica' : ''}`;
    const related = linesOf(server, 'primary_conninfo', 'wal_level');
    report(at, 'noSenders', {}, { fixes: [{ title, safety: 'unsafe', edits }], related });
  },

  examples: [
    {
      title: 'a standby that streams and has no senders',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
max_wal_senders = 0
#                 ^ noSenders
`,
      },
      fixed: {
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
max_wal_senders = 10
`,
      },
      onServer: { refusesToStart: 'FATAL' },
    },
    {
      title: 'minimal WAL on a standby',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
wal_level = minimal
max_wal_senders = 0
#                 ^ noSenders
`,
      },
      fixed: {
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
wal_level = replica
max_wal_senders = 10
`,
      },
      onServer: { refusesToStart: 'FATAL' },
    },
    {
      title: 'a standby of an archive, whose primary may have none either',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
restore_command = '/bin/false'
max_wal_senders = 0
`,
      },
    },
    {
      title: 'a standby with as many senders as its primary',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
max_wal_senders = 10
`,
      },
      onServer: { starts: true },
    },
  ],
});
