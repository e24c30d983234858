import { applicationName } from '../../model/application-name.ts';
import { isFilledIn } from '../../model/filled-in.ts';
import type { PlacedServer } from '../../model/topology.ts';
import { fold, parseSynchronousStandbyNames } from '../../syntax/synchronous-standby-names.ts';
import { groupBy } from '../../text/group-by.ts';
import { insideValue } from '../places.ts';
import { primaryConninfo } from '../primary-conninfo.ts';
import { defineTopologyRule } from '../rule.ts';

/** The name under which a standby connects, as names are compared; undefined where its files do not tell. */
function connectsAs({ config }: PlacedServer): string | undefined {
  return primaryConninfo(config) && !config.templates ? fold(applicationName(config)) : undefined;
}

/** Names are compared without case (`SyncRepGetStandbyPriority`). */
export const unknownSynchronousStandby = defineTopologyRule({
  id: 'unknown-synchronous-standby',
  severity: 'warning',
  versions: { first: 10 },
  docs: {
    what: 'A name in `synchronous_standby_names` is that of no standby that streams from the server.',
    why: 'A commit waits until as many of the named standbys as are asked for have confirmed it. A name that nobody connects by never confirms; if too few others are left, every commit hangs.',
    how: 'Write the `application_name` of the standby’s `primary_conninfo` (without one, from 12 on, its `cluster_name`), or give the standby that name.',
    see: ['runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES'],
  },
  messages: {
    unknown: 'No standby of this server connects as {name}: it never confirms a commit. The standbys are {known}.',
  },

  checkTopology(topology, report) {
    for (const [server, below] of groupBy(topology.links, ({ upstream }) => upstream)) {
      const { config } = server;
      const { at, value } = config.setting('synchronous_standby_names');
      // Those that a standby lists do nothing while it is one.
      if (!at || config.role !== 'primary' || isFilledIn(config, 'synchronous_standby_names')) continue;
      const list = parseSynchronousStandbyNames(value);
      const names = below.flatMap(({ downstream }) => connectsAs(downstream) ?? []);
      if ('code' in list || names.length < below.length) continue;
      const listed = new Set(list.names.map(({ text }) => fold(text)));
      const isGuess = below.some(({ evidence }) => evidence !== 'declared');
      // Files often show some of the standbys only: a guess is worth telling where one of these has another name.
      if (listed.has('*') || (isGuess && names.every((name) => listed.has(name)))) continue;
      // One list for all servers names each of them.
      const own = [config.name, config.setting('cluster_name').value].map(fold);
      for (const { text, range } of list.names) {
        if (names.includes(fold(text)) || own.includes(fold(text))) continue;
        report(
          insideValue(config, at, range),
          'unknown',
          { name: text.slice(0, 15), known: names.join(', ').slice(0, 25) },
          {
            ...(isGuess && { atMost: 'information' as const }),
            related: below.flatMap(({ downstream: { config: standby } }) => {
              const conninfo = standby.setting('primary_conninfo').at;
              return conninfo ? [{ at: conninfo, message: `${standby.name} connects by this` }] : [];
            }),
          },
        );
      }
    }
  },

  examples: [
    {
      title: 'a name with a slip',
      placements: { standby: { upstream: 'primary' } },
      files: {
        'primary/postgresql.conf': `
synchronous_standby_names = 'FIRST 1 (stanby1)'
#                                     ^^^^^^^ unknown
`,
        'standby/standby.signal': '',
        'standby/postgresql.conf': "primary_conninfo = 'host=primary application_name=standby1'\n",
      },
      majors: { first: 12 },
    },
    {
      title: 'a guess where another standby may be meant: this one is in the list',
      files: {
        'primary/postgresql.conf': "synchronous_standby_names = 'ANY 1 (standby, elsewhere)'\n",
        'standby/standby.signal': '',
        'standby/postgresql.conf': "primary_conninfo = 'host=primary application_name=standby'\n",
      },
      majors: { first: 12 },
    },
    {
      title: 'one list for all servers, which names the primary too',
      placements: { standby: { upstream: 'primary' } },
      files: {
        'primary/postgresql.conf': "synchronous_standby_names = 'ANY 1 (primary, standby)'\n",
        'standby/standby.signal': '',
        'standby/postgresql.conf': "primary_conninfo = 'host=primary application_name=standby'\n",
      },
      majors: { first: 12 },
    },
    {
      title: 'names that a standby lists for later',
      placements: { middle: { upstream: 'primary' }, last: { upstream: 'middle' } },
      files: {
        'primary/postgresql.conf': "listen_addresses = '*'\n",
        'middle/standby.signal': '',
        'middle/postgresql.conf': `
primary_conninfo = 'host=primary application_name=middle'
synchronous_standby_names = 'primary'
`,
        'last/standby.signal': '',
        'last/postgresql.conf': "primary_conninfo = 'host=middle application_name=last'\n",
      },
      majors: { first: 12 },
    },
    {
      title: 'the name of the cluster, in other case',
      files: {
        'primary/postgresql.conf': "synchronous_standby_names = 'Standby1'\n",
        'standby/standby.signal': '',
        'standby/postgresql.conf': `
primary_conninfo = 'host=primary'
cluster_name = 'standby1'
`,
      },
      majors: { first: 12 },
    },
  ],
});
