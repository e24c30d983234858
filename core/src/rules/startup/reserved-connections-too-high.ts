import type { ServerConfig } from '../../model/server-config.ts';
import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** The sums that must stay below `max_connections`, by major (`PostmasterMain`). */
function sumsOf(server: ServerConfig): readonly (readonly string[])[] {
  const { major } = server.catalog;
  if (major === 10) return [['superuser_reserved_connections'], ['max_wal_senders']];
  if (major === 11) return [['superuser_reserved_connections', 'max_wal_senders']];
  return major < 16
    ? [['superuser_reserved_connections']]
    : [['superuser_reserved_connections', 'reserved_connections']];
}

/** Connections kept back (and WAL senders, in 10 and 11) must leave at least one for everybody. */
export const reservedConnectionsTooHigh = defineRule({
  id: 'reserved-connections-too-high',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'The reserved connections are as many as `max_connections` or more.',
    why: 'The server refuses to start without one connection for ordinary roles. What counts differs: in 10 `superuser_reserved_connections` and `max_wal_senders`, each alone; in 11 their sum; from 12 on only the first, since WAL senders have places of their own; from 16 on its sum with `reserved_connections`.',
    how: 'Raise `max_connections`, or reserve fewer.',
    see: [
      'runtime-config-connection.html#GUC-MAX-CONNECTIONS',
      'runtime-config-connection.html#GUC-SUPERUSER-RESERVED-CONNECTIONS',
    ],
  },
  messages: {
    one: '{name} is {sum}, which must be less than max_connections ({connections}): the server will not start.',
    two: '{first} + {second} = {sum}, not below max_connections: the server will not start.',
  },

  check(server, report) {
    const connections = server.number('max_connections');
    for (const names of sumsOf(server)) {
      const sum = names.reduce((total, name) => total + server.number(name), 0);
      const places = ['max_connections', ...names];
      const [at] = places.flatMap((name) => server.setting(name).at ?? []);
      if (sum < connections || !at) continue;
      const edits = setParameter(server, 'max_connections', String(sum + 1));
      const options = {
        fixes: [{ title: `Raise max_connections to ${sum + 1}`, safety: 'unsafe', edits }] as const,
        related: linesOf(server, ...places).filter((it) => it.at !== at),
      };
      const [first = '', second] = names;
      if (second === undefined) report(at, 'one', { name: first, sum, connections }, options);
      else report(at, 'two', { first, second, sum }, options);
    }
  },

  examples: [
    {
      title: 'as many reserved as there are',
      majors: { first: 12, last: 15 },
      files: {
        'postgresql.conf': `
max_connections = 5
#                 ^ one
superuser_reserved_connections = 5
`,
      },
      fixed: {
        'postgresql.conf': `
max_connections = 6
superuser_reserved_connections = 5
`,
      },
      onServer: { refusesToStart: 'must be less than' },
    },
    {
      title: 'in 10 the WAL senders, 10 unless set, are taken from the connections',
      majors: { first: 10, last: 10 },
      files: {
        'postgresql.conf': `
max_connections = 10
#                 ^^ one
`,
      },
      fixed: {
        'postgresql.conf': `
max_connections = 11
`,
      },
      onServer: { refusesToStart: 'max_wal_senders must be less than max_connections' },
    },
    {
      title: 'in 11 both are added',
      majors: { first: 11, last: 11 },
      files: {
        'postgresql.conf': `
max_connections = 13
#                 ^^ two
`,
      },
      fixed: {
        'postgresql.conf': `
max_connections = 14
`,
      },
      onServer: { refusesToStart: 'must be less than max_connections (13)' },
    },
    {
      title: 'two kinds of reserved connections from 16 on',
      majors: { first: 16 },
      files: {
        'postgresql.conf': `
max_connections = 5
#                 ^ two
superuser_reserved_connections = 2
reserved_connections = 3
`,
      },
      fixed: {
        'postgresql.conf': `
max_connections = 6
superuser_reserved_connections = 2
reserved_connections = 3
`,
      },
      onServer: { refusesToStart: 'must be less than' },
    },
    {
      title: 'one is left',
      files: {
        'postgresql.conf': `
max_connections = 5
superuser_reserved_connections = 3
max_wal_senders = 1
`,
      },
      onServer: { starts: true },
    },
  ],
});
