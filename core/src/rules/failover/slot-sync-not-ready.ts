import type { ServerConfig } from '../../model/server-config.ts';
import { setConninfoKeyword } from '../../syntax/conninfo.ts';
import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { keywordValue, primaryConninfo } from '../primary-conninfo.ts';
import { defineRule, type Fix } from '../rule.ts';

function setTo(server: ServerConfig, name: string, value: string): readonly Fix[] {
  return [{ title: `Set ${name} to ${value}`, safety: 'unsafe', edits: setParameter(server, name, value) }];
}

/** Puts a database into the connection string; any will do, `postgres` is on every server. */
function addDatabase(server: ServerConfig): readonly Fix[] {
  const value = setConninfoKeyword(server.setting('primary_conninfo').value, 'dbname', 'postgres');
  return [
    {
      title: 'Add dbname=postgres to primary_conninfo',
      safety: 'unsafe',
      edits: setParameter(server, 'primary_conninfo', value),
    },
  ];
}

/** What the worker that copies slots asks for before it starts (`slotsync.c:ValidateSlotSyncParams`); it only logs what is missing. */
export const slotSyncNotReady = defineRule({
  id: 'slot-sync-not-ready',
  severity: 'warning',
  versions: { first: 17 },
  needsCompleteServer: true,
  docs: {
    what: '`sync_replication_slots` is on, but something it needs is not set: on a standby `primary_conninfo` with a `dbname`, `primary_slot_name`, `hot_standby_feedback` and `hot_standby`; up to 18 also `wal_level = logical`.',
    why: 'The server starts. The worker that copies the slots of the primary writes a line to the log, waits, and tries again for ever. Nobody notices until a failover, when the subscribers find no slot on the new primary.',
    how: "Set what the message names. `primary_slot_name` is a physical slot that must exist on the primary; list it there in `synchronized_standby_slots`. A complete set: `primary_conninfo = '… dbname=postgres'`, `primary_slot_name`, `hot_standby_feedback = on`, `sync_replication_slots = on`, `wal_level = logical` (from 19 on `replica` will do).",
    see: [
      'logicaldecoding-explanation.html#LOGICALDECODING-REPLICATION-SLOTS-SYNCHRONIZATION',
      'logical-replication-failover.html',
    ],
  },
  messages: {
    walLevel: 'Slots are not synchronized while wal_level is {level}: subscribers find none after a failover.',
    noConninfo: 'Slots are not synchronized without primary_conninfo: subscribers find none after a failover.',
    noDatabase: 'Slots are not synchronized without dbname in primary_conninfo: none will be here after a failover.',
    noSlot: 'Slots are not synchronized without primary_slot_name: subscribers find none after a failover.',
    noFeedback: 'Slots are not synchronized without hot_standby_feedback: subscribers find none after a failover.',
    noQueries: 'Slots are not synchronized while hot_standby is off: subscribers find none after a failover.',
    noRoom: 'With max_replication_slots = 0 no slot can be synchronized: subscribers find none after a failover.',
  },

  check(server, report) {
    const { at } = server.setting('sync_replication_slots');
    if (!at || !server.boolean('sync_replication_slots')) return;
    const level = server.word('wal_level');
    if (server.catalog.major <= 18 && level !== 'logical') {
      const fixes = setTo(server, 'wal_level', 'logical');
      report(at, 'walLevel', { level }, { fixes, related: linesOf(server, 'wal_level') });
    }
    if (server.role !== 'standby') return;
    const conninfo = primaryConninfo(server);
    if (server.setting('primary_conninfo').value === '') report(at, 'noConninfo', {});
    else if (conninfo && keywordValue(conninfo, 'dbname') === '') {
      const related = linesOf(server, 'primary_conninfo');
      report(at, 'noDatabase', {}, { fixes: addDatabase(server), related });
    }
    if (server.number('max_replication_slots') === 0) {
      report(at, 'noRoom', {}, { related: linesOf(server, 'max_replication_slots') });
    }
    if (server.setting('primary_slot_name').value === '') report(at, 'noSlot', {});
    if (!server.boolean('hot_standby_feedback')) {
      report(at, 'noFeedback', {}, { fixes: setTo(server, 'hot_standby_feedback', 'on') });
    }
    if (!server.boolean('hot_standby')) {
      report(
        at,
        'noQueries',
        {},
        { fixes: setTo(server, 'hot_standby', 'on'), related: linesOf(server, 'hot_standby') },
      );
    }
  },

  examples: [
    {
      title: 'no room for a slot',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
wal_level = logical
primary_conninfo = 'host=127.0.0.1 port=1 dbname=postgres'
primary_slot_name = 's1'
hot_standby_feedback = on
max_replication_slots = 0
sync_replication_slots = on
#                        ^^ noRoom
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'switched on, and nothing else',
      majors: { first: 17, last: 18 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
wal_level = replica
hot_standby_feedback = off
primary_conninfo = 'host=127.0.0.1 port=1 user=replicator'
sync_replication_slots = on
#                        ^^ walLevel
#                        ^^ noDatabase
#                        ^^ noSlot
#                        ^^ noFeedback
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = logical
hot_standby_feedback = on
primary_conninfo = 'host=127.0.0.1 port=1 user=replicator dbname=postgres'
sync_replication_slots = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'from 19 on the level replica will do',
      majors: { first: 19 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
hot_standby = off
hot_standby_feedback = on
primary_slot_name = 's1'
sync_replication_slots = on
#                        ^^ noConninfo
#                        ^^ noQueries
`,
      },
      fixed: {
        'postgresql.conf': `
hot_standby = on
hot_standby_feedback = on
primary_slot_name = 's1'
sync_replication_slots = on
`,
      },
    },
    {
      title: 'complete',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
wal_level = logical
primary_conninfo = 'host=127.0.0.1 port=1 user=replicator dbname=postgres'
primary_slot_name = 's1'
hot_standby_feedback = on
sync_replication_slots = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'on a primary, for the day on which it becomes a standby',
      files: {
        'postgresql.conf': `
wal_level = logical
sync_replication_slots = on
`,
      },
      onServer: { starts: true },
    },
  ],
});
