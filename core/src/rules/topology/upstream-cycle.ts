import type { Link, Topology } from '../../model/topology.ts';
import { defineTopologyRule } from '../rule.ts';

/** The links from one standby upwards until one comes back to it; undefined where none does. */
function circleOf({ links }: Topology, start: Link): readonly Link[] | undefined {
  const circle = [start];
  for (let at = start; circle.length <= links.length; ) {
    if (at.upstream === start.downstream) return circle;
    if (at.upstream.config.role !== 'standby') return undefined;
    const next = links.find(({ downstream }) => downstream === at.upstream);
    if (!next) return undefined;
    circle.push(next);
    at = next;
  }
  return undefined;
}

export const upstreamCycle = defineTopologyRule({
  id: 'upstream-cycle',
  severity: 'warning',
  versions: { first: 10 },
  docs: {
    what: 'Standbys stream from each other in a circle.',
    why: 'None of them is or reaches a primary, so no new WAL ever comes in; each waits for the other. It happens when after a failover the new primary still has its standby.signal, or the old one was pointed at a standby.',
    how: 'Point one of them at the primary, or remove the standby.signal of the one that is to be the primary.',
    see: ['warm-standby.html#CASCADING-REPLICATION'],
  },
  messages: {
    circle: 'This standby streams from {upstream}, which in the end streams from it: no primary, no new WAL.',
  },

  checkTopology(topology, report) {
    for (const link of topology.links) {
      const circle = circleOf(topology, link);
      const { at } = link.downstream.config.setting('primary_conninfo');
      if (!circle || !at) continue;
      const related = circle.slice(1).flatMap(({ downstream: { config }, upstream }) => {
        const place = config.setting('primary_conninfo').at;
        return place ? [{ at: place, message: `${config.name} streams from ${upstream.config.name}` }] : [];
      });
      report(at, 'circle', { upstream: link.upstream.config.name }, { related });
    }
  },

  examples: [
    {
      title: 'two that follow each other',
      files: {
        'a/standby.signal': '',
        'a/postgresql.conf': `
primary_conninfo = 'host=b application_name=a'
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ circle
`,
        'b/standby.signal': '',
        'b/postgresql.conf': `
primary_conninfo = 'host=a application_name=b'
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ circle
`,
      },
      majors: { first: 12 },
    },
    {
      title: 'a cascade',
      files: {
        'a/postgresql.conf': "listen_addresses = '*'\n",
        'b/standby.signal': '',
        'b/postgresql.conf': "primary_conninfo = 'host=a application_name=b'\n",
        'c/standby.signal': '',
        'c/postgresql.conf': "primary_conninfo = 'host=b application_name=c'\n",
      },
      majors: { first: 12 },
    },
  ],
});
