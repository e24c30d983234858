import type { Link } from '../../model/topology.ts';
import { groupBy } from '../../text/group-by.ts';
import { defineTopologyRule } from '../rule.ts';

/** The upstream's side of a slot: its folder tells it apart. */
function slotOf({ downstream: { config }, upstream }: Link): string | undefined {
  const { value, at } = config.setting('primary_slot_name');
  return value !== '' && at && !config.templates ? `${upstream.config.folder}\n${value}` : undefined;
}

/** A slot is used by one WAL sender at a time (`ReplicationSlotAcquire`). */
export const sharedSlot = defineTopologyRule({
  id: 'shared-slot',
  severity: 'warning',
  versions: { first: 10 },
  docs: {
    what: 'Two standbys use one replication slot of the same server.',
    why: 'A slot serves one connection at a time: the standby that comes second is refused for as long as the first is connected, and the WAL that it needs is not kept for it.',
    how: 'Create a slot for each standby and name it in its `primary_slot_name`.',
    see: ['warm-standby.html#STREAMING-REPLICATION-SLOTS', 'runtime-config-replication.html#GUC-PRIMARY-SLOT-NAME'],
  },
  messages: { shared: '{other} uses slot {slot} of {upstream}, too: only one of them can stream at a time.' },

  checkTopology({ links }, report) {
    const bySlot = groupBy(links, (link) => slotOf(link));
    for (const [slot, users] of bySlot) {
      if (slot === undefined || users.length < 2) continue;
      for (const link of users) {
        const others = users.filter((it) => it !== link).map(({ downstream }) => downstream.config);
        const { at, value } = link.downstream.config.setting('primary_slot_name');
        const [other] = others;
        if (!at || !other) continue;
        report(
          at,
          'shared',
          { other: other.name, slot: value.slice(0, 30), upstream: link.upstream.config.name },
          {
            related: others.flatMap((it) => {
              const place = it.setting('primary_slot_name').at;
              return place ? [{ at: place, message: `${it.name} names it here` }] : [];
            }),
          },
        );
      }
    }
  },

  examples: [
    {
      title: 'a file that was copied from one standby to the other',
      files: {
        'primary/postgresql.conf': "listen_addresses = '*'\n",
        's1/standby.signal': '',
        's1/postgresql.conf': `
primary_conninfo = 'host=primary application_name=s1'
primary_slot_name = 's1'
#                   ^^^^ shared
`,
        's2/standby.signal': '',
        's2/postgresql.conf': `
primary_conninfo = 'host=primary application_name=s2'
primary_slot_name = 's1'
#                   ^^^^ shared
`,
      },
      majors: { first: 12 },
    },
    {
      title: 'one name on two servers is two slots',
      files: {
        'primary/postgresql.conf': "listen_addresses = '*'\n",
        's1/standby.signal': '',
        's1/postgresql.conf': `
primary_conninfo = 'host=primary application_name=s1'
primary_slot_name = 'next'
`,
        's2/standby.signal': '',
        's2/postgresql.conf': `
primary_conninfo = 'host=s1 application_name=s2'
primary_slot_name = 'next'
`,
      },
      majors: { first: 12 },
    },
  ],
});
