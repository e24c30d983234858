import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { mostProcesses, processParameters } from '../server-processes.ts';

/**
 * The sum is checked once more when shared memory is laid out, with the two processes that 17 and later add
 * (`InitializeMaxBackends`). In 17 all but one sum were refused before, line by line.
 */
export const tooManyServerProcesses = defineRule({
  id: 'too-many-server-processes',
  severity: 'error',
  versions: { first: 17 },
  needsCompleteServer: true,
  docs: {
    what: 'Connections, autovacuum workers, worker processes and WAL senders add up to more than 262141.',
    why: 'A server numbers its processes with 18 bits and keeps a few numbers for itself, so it refuses to start.',
    how: 'Lower `max_connections`: few servers gain from more than a few hundred. A connection pooler serves the rest.',
    see: [
      'runtime-config-connection.html#GUC-MAX-CONNECTIONS',
      'runtime-config-resource.html#GUC-MAX-WORKER-PROCESSES',
    ],
  },
  messages: {
    tooMany: 'These settings add up to {sum} server processes, {limit} is the most: the server will not start.',
  },

  check(server, report) {
    const names = processParameters(server);
    const sum = names.reduce((total, name) => total + server.number(name), 0);
    const limit = mostProcesses - 2;
    if (sum <= limit || (server.catalog.major === 17 && sum > limit + 1)) return;
    const [largest] = names
      .filter((name) => server.setting(name).at)
      .toSorted((a, b) => server.number(b) - server.number(a));
    const at = largest && server.setting(largest).at;
    if (!largest || !at) return;
    const rest = sum - server.number(largest);
    const fixes =
      rest < limit
        ? ([
            {
              title: `Lower ${largest} to ${limit - rest}`,
              safety: 'unsafe',
              edits: setParameter(server, largest, String(limit - rest)),
            },
          ] as const)
        : [];
    report(
      at,
      'tooMany',
      { sum, limit },
      { fixes, related: linesOf(server, ...names.filter((name) => name !== largest)) },
    );
  },

  examples: [
    {
      title: 'the largest stated value of max_connections leaves no room for anything else',
      majors: { first: 18 },
      files: {
        'postgresql.conf': `
max_connections = 262143
#                 ^^^^^^ tooMany
`,
      },
      fixed: {
        'postgresql.conf': `
max_connections = 262107
`,
      },
      onServer: { refusesToStart: 'too many server processes configured' },
    },
    {
      title: 'one process too many for 17',
      majors: { first: 17, last: 17 },
      files: {
        'postgresql.conf': `
max_connections = 262121
#                 ^^^^^^ tooMany
`,
      },
      fixed: {
        'postgresql.conf': `
max_connections = 262120
`,
      },
      onServer: { refusesToStart: 'too many backends configured' },
    },
    {
      title: 'a few hundred connections',
      files: { 'postgresql.conf': 'max_connections = 400\n' },
      onServer: { starts: true },
    },
  ],
});
