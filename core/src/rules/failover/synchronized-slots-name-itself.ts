import { parseSynchronizedStandbySlots } from '../../syntax/synchronized-standby-slots.ts';
import { insideValue, linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** A server does not stream from itself, so its own slot never catches up (`StandbySlotsHaveCaughtup`). */
export const synchronizedSlotsNameItself = defineRule({
  id: 'synchronized-slots-name-itself',
  severity: 'warning',
  versions: { first: 17 },
  needsCompleteServer: false,
  docs: {
    what: '`synchronized_standby_slots` lists, among others, the slot that this very server uses on its own primary (`primary_slot_name`).',
    why: 'All slots of the list must catch up before a logical slot with failover sends anything. On this server nobody uses the slot of that name: as a primary it holds back all such subscribers for ever, with a warning in its log. (A list of that one slot alone is not reported: two servers may use one name in turn.)',
    how: 'List the slots of the other servers only. The list differs from server to server.',
    see: ['runtime-config-replication.html#GUC-SYNCHRONIZED-STANDBY-SLOTS', 'logical-replication-failover.html'],
  },
  messages: {
    itself: 'This server itself uses the slot {slot} elsewhere: as a primary it holds back subscribers for ever.',
  },

  check(server, report) {
    const { at, value } = server.setting('synchronized_standby_slots');
    const slot = server.setting('primary_slot_name').value;
    const { entries, problems } = parseSynchronizedStandbySlots(value, server.catalog.major);
    if (!at || slot === '' || problems.length > 0 || entries.length < 2) return;
    const own = entries.find(({ name }) => name === slot);
    if (!own) return;
    const related = linesOf(server, 'primary_slot_name');
    report(insideValue(server, at, own.range), 'itself', { slot: slot.slice(0, 30) }, { related });
  },

  examples: [
    {
      title: 'one list for all three servers',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
wal_level = logical
primary_conninfo = 'host=127.0.0.1 port=1'
primary_slot_name = 'node2'
synchronized_standby_slots = 'node1, node2, node3'
#                                    ^^^^^ itself
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the slots of the others',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
wal_level = logical
primary_conninfo = 'host=127.0.0.1 port=1'
primary_slot_name = 'node2'
synchronized_standby_slots = 'node1, node3'
`,
      },
      onServer: { starts: true },
    },
  ],
});
