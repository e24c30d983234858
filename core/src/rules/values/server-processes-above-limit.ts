import type { ServerConfig, Setting } from '../../model/server-config.ts';
import { parseNumber } from '../../syntax/value.ts';
import { defineRule } from '../rule.ts';
import { mostProcesses, processParameters } from '../server-processes.ts';

/**
 * Up to 17 each of these parameters is held against the others as far as they are known when its line is applied: the
 * boot values of those whose line comes later (`check_max_connections` and its like). So the order of the lines counts.
 */
export const serverProcessesAboveLimit = defineRule({
  id: 'server-processes-above-limit',
  severity: 'error',
  versions: { first: 10, last: 17 },
  needsCompleteServer: true,
  docs: {
    what: 'With this line connections, autovacuum workers, worker processes and (12 and later) WAL senders add up to more than 262142.',
    why: 'A server numbers its processes with 18 bits. It refuses the line at which the sum passes the limit, and does not start. A lower value further down does not help: it is read too late.',
    how: 'Lower the value. Few servers gain from more than a few hundred connections; a connection pooler serves the rest.',
    see: [
      'runtime-config-connection.html#GUC-MAX-CONNECTIONS',
      'runtime-config-resource.html#GUC-MAX-WORKER-PROCESSES',
    ],
  },
  messages: {
    aboveLimit: '{name} = {value} brings the server processes to {sum}, {limit} is the most: the server rejects this.',
  },

  check(server, report) {
    const values = new Map(processParameters(server).map((name) => [name, bootValue(server, name)]));
    const limit = mostProcesses - 1;
    for (const setting of server.settings) {
      const name = setting.parameter?.name;
      if (name === undefined || !values.has(name) || setting.kind === 'recovery' || !setting.checked) continue;
      const value = numberOf(server, setting);
      if (value === undefined) continue;
      const before = values.get(name) ?? 0;
      values.set(name, value);
      const sum = [...values.values()].reduce((total, it) => total + it, 0);
      if (sum <= limit) continue;
      values.set(name, before);
      const most = value - (sum - limit);
      const fixes =
        most > 0
          ? ([
              {
                title: `Lower to ${most}`,
                safety: 'unsafe',
                edits: [{ kind: 'replace', at: setting.at, text: String(most) }],
              },
            ] as const)
          : [];
      report(setting.at, 'aboveLimit', { name, value: setting.value, sum, limit }, { fixes });
    }
  },

  examples: [
    {
      title: 'the largest stated value leaves no room for anything else',
      files: {
        'postgresql.conf': `
max_connections = 262143
#                 ^^^^^^ aboveLimit
`,
      },
      fixed: {
        'postgresql.conf': `
max_connections = 262121
`,
      },
      majors: { first: 12, last: 17 },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'the line that lowers the sum comes too late',
      majors: { first: 12, last: 17 },
      files: {
        'postgresql.conf': `
max_connections = 262130
#                 ^^^^^^ aboveLimit
max_wal_senders = 1
max_worker_processes = 1
`,
      },
      fixed: {
        'postgresql.conf': `
max_connections = 262121
max_wal_senders = 1
max_worker_processes = 1
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'a few hundred connections',
      files: { 'postgresql.conf': 'max_connections = 400\n' },
      onServer: { starts: true },
    },
  ],
});

function bootValue(server: ServerConfig, name: string): number {
  return Number(server.catalog.get(name)?.boot ?? 0);
}

function numberOf(server: ServerConfig, setting: Setting): number | undefined {
  return setting.parameter && parseNumber(setting.value, setting.parameter, server.catalog.major);
}
