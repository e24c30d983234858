import type { ServerConfig } from '../../model/server-config.ts';
import { parseNumber } from '../../syntax/value.ts';
import { amountText } from '../../values/range-text.ts';
import { defineRule, type Fix } from '../rule.ts';
import { type ValueFinding, valueFindings, writeValue } from './value-findings.ts';

/** The fix that takes the nearest value inside the range. */
function nearestFix(finding: ValueFinding, server: ServerConfig): readonly Fix[] {
  const { setting, parameter, problem } = finding;
  const { major } = server.catalog;
  const value = parseNumber(setting.value, parameter, major);
  const { min, max } = parameter;
  if (value === undefined || min === undefined || max === undefined) return [];
  if (problem.code === 'notMultiple') {
    const multiple = Math.min(Math.ceil(value / 16) * 16, Math.floor(max / 16) * 16);
    return writeValue(finding, server, String(multiple), 'unsafe');
  }
  const nearest = problem.code === 'outOfRange' ? Math.min(Math.max(value, min), max) : undefined;
  return writeValue(
    finding,
    server,
    nearest === undefined ? undefined : amountText(nearest, parameter, major),
    'unsafe',
  );
}

/** A number the server reads and does not accept. */
export const valueOutOfRange = defineRule({
  id: 'value-out-of-range',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The number is smaller or larger than the parameter allows.',
    why: 'The server does not take the nearest value that would do: it refuses to start. The usual cause is a unit: a number without one counts in the unit of the parameter, which may be kB, blocks of 8 kB, ms or minutes.',
    how: 'Choose a value inside the range and write its unit.',
    see: ['config-setting.html#CONFIG-SETTING-NAMES-VALUES'],
  },
  messages: {
    outOfRange: '{name} = {value} is outside {range}: the server will not start.',
    tooLarge: '{name} = {value} does not fit into 32 bits: the server will not start.',
    notMultiple: '{name} must be a multiple of {factor}, not {value}: the server will not start.',
    notZeroOrRange: '{name} must be 0 or {range}, not {value}: the server will not start.',
    notZero: '{name} must be {range}: the server will not start.',
  },

  check(server, report) {
    for (const finding of valueFindings(server, ['integer', 'real'])) {
      const { setting, problem, parameter } = finding;
      const { name } = parameter;
      const { value = '', range = '', factor = '' } = problem.holes;
      const options = { fixes: nearestFix(finding, server) };
      switch (problem.code) {
        case 'outOfRange':
        case 'notZeroOrRange':
          report(setting.at, problem.code, { name, value, range }, options);
          break;
        case 'tooLarge':
          report(setting.at, 'tooLarge', { name, value }, options);
          break;
        case 'notMultiple':
          report(setting.at, 'notMultiple', { name, value, factor }, options);
          break;
        case 'notZero':
          report(setting.at, 'notZero', { name, range }, options);
      }
    }
  },

  examples: [
    {
      title: 'below and above',
      files: {
        'postgresql.conf': `
wal_writer_delay = 20s
#                  ^^^ outOfRange
max_wal_senders = -1
#                 ^^ outOfRange
work_mem = 3000GB
#          ^^^^^^ tooLarge
`,
      },
      fixed: {
        'postgresql.conf': `
wal_writer_delay = 10s
max_wal_senders = 0
work_mem = 3000GB
`,
      },
      onServer: { refusesToStart: 'outside the valid range for parameter "wal_writer_delay"' },
    },
    {
      title: 'what looks octal is decimal without a leading zero',
      files: {
        'postgresql.conf': `
unix_socket_permissions = 777
#                         ^^^ outOfRange
`,
      },
      fixed: {
        'postgresql.conf': `
unix_socket_permissions = 511
`,
      },
      onServer: { refusesToStart: 'outside the valid range' },
    },
    {
      title: 'small caches come in groups of 16 buffers',
      majors: { first: 17 },
      files: {
        'postgresql.conf': `
notify_buffers = 20
#                ^^ notMultiple
vacuum_buffer_usage_limit = 64kB
#                           ^^^^ notZeroOrRange
`,
      },
      fixed: {
        'postgresql.conf': `
notify_buffers = 32
vacuum_buffer_usage_limit = 64kB
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'either left to the server or at least one',
      majors: { first: 18 },
      files: {
        'postgresql.conf': `
io_max_concurrency = 0
#                    ^ notZero
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'the edges belong to the range',
      files: {
        'postgresql.conf': `
wal_writer_delay = 1ms
unix_socket_permissions = 0777
`,
      },
      onServer: { starts: true },
    },
  ],
});
