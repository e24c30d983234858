import type { ServerConfig } from '../../model/server-config.ts';
import { unitsOf } from '../../syntax/units.ts';
import { parseReal } from '../../syntax/value.ts';
import { defineRule, type Fix } from '../rule.ts';
import { type ValueFinding, valueFindings, writeValue } from './value-findings.ts';

/** What people write for a unit, in lower case. `m` and `mb` depend on what the parameter measures. */
const memoryUnits: Readonly<Record<string, string>> = {
  b: 'B',
  k: 'kB',
  kb: 'kB',
  kib: 'kB',
  m: 'MB',
  mb: 'MB',
  mib: 'MB',
  g: 'GB',
  gb: 'GB',
  gib: 'GB',
  t: 'TB',
  tb: 'TB',
  tib: 'TB',
};
const timeUnits: Readonly<Record<string, string>> = {
  us: 'us',
  ms: 'ms',
  msec: 'ms',
  s: 's',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  m: 'min',
  min: 'min',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  h: 'h',
  hr: 'h',
  hour: 'h',
  hours: 'h',
  d: 'd',
  day: 'd',
  days: 'd',
};

/** The value with the unit spelled as the server wants it; undefined if it is none that people write. */
function respelled({ setting, parameter }: ValueFinding, server: ServerConfig): string | undefined {
  const found = /^\s*([-+]?[0-9.]+)\s*([A-Za-z]+)\s*$/.exec(setting.value);
  const units = unitsOf(parameter.unit, server.catalog.major);
  const spellings = units.some(({ name }) => name === 'kB') ? memoryUnits : timeUnits;
  const unit = spellings[found?.[2]?.toLowerCase() ?? ''];
  return found && unit ? `${found[1]}${unit}` : undefined;
}

/** The nearest whole number, for the majors that take no other; undefined if it has a unit or is no number. */
function rounded({ setting, parameter }: ValueFinding): string | undefined {
  const { unit: _, ...plain } = parameter;
  const read = parseReal(setting.value, plain, 12);
  return read.ok && Math.abs(read.value) < 2 ** 31 ? String(Math.round(read.value)) : undefined;
}

function fixesOf(finding: ValueFinding, server: ServerConfig): readonly Fix[] {
  const { code } = finding.problem;
  if (code === 'noFraction') return writeValue(finding, server, rounded(finding), 'unsafe');
  // A unit written `mb` can only be meant one way; `m` can be minutes or meters.
  return code === 'unknownUnit' ? writeValue(finding, server, respelled(finding, server), 'safe') : [];
}

/** Something that is not a number, or a number with a unit the server does not know. */
export const invalidNumber = defineRule({
  id: 'invalid-number',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The value of a number is not one, or its unit is not one of those the server knows.',
    why: 'Units are few and their case counts: `kB`, `MB`, `GB`, `TB`, and `ms`, `s`, `min`, `h`, `d`; 11 added `B`, 12 added `us`. With any other spelling the server refuses to start. 10 and 11 take neither fractions nor exponents.',
    how: 'Use the spelling of the server. A number without a unit counts in the unit of the parameter.',
    see: ['config-setting.html#CONFIG-SETTING-NAMES-VALUES'],
  },
  messages: {
    notInteger: '{name} must be a whole number, not {value}: the server will not start.',
    notNumber: '{name} must be a number, not {value}: the server will not start.',
    noFraction: '{name} takes no fractions before 12, not {value}: the server will not start.',
    unknownUnit: '{unit} is no unit of {name} ({units}): the server will not start.',
    unitNotAllowed: '{name} takes no unit, so not {unit}: the server will not start.',
  },

  check(server, report) {
    for (const finding of valueFindings(server, ['integer', 'real'])) {
      const { setting, problem, parameter } = finding;
      const { name } = parameter;
      const value = problem.holes['value'] || 'empty';
      const unit = problem.holes['unit'] ?? '';
      const options = { fixes: fixesOf(finding, server) };
      switch (problem.code) {
        case 'notInteger':
        case 'notNumber':
        case 'noFraction':
          report(setting.at, problem.code, { name, value }, options);
          break;
        case 'unknownUnit':
          report(setting.at, 'unknownUnit', { name, unit, units: problem.holes['units'] ?? '' }, options);
          break;
        case 'unitNotAllowed':
          report(setting.at, 'unitNotAllowed', { name, unit }, options);
      }
    }
  },

  examples: [
    {
      title: 'units have one spelling',
      files: {
        'postgresql.conf': `
work_mem = 4mb
#          ^^^ unknownUnit
checkpoint_timeout = '5 m'
#                    ^^^^^ unknownUnit
shared_buffers = 1G
#                ^^ unknownUnit
`,
      },
      fixed: {
        'postgresql.conf': `
work_mem = 4MB
checkpoint_timeout = 5min
shared_buffers = 1GB
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "work_mem"' },
    },
    {
      title: 'a word, and a unit where there is none',
      files: {
        'postgresql.conf': `
max_connections = many
#                 ^^^^ notInteger
seq_page_cost = '1,5'
#               ^^^^^ unitNotAllowed
random_page_cost = four
#                  ^^^^ notNumber
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'fractions of whole numbers came with 12',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': `
work_mem = '1e3'
#          ^^^^^ noFraction
`,
      },
      fixed: {
        'postgresql.conf': `
work_mem = 1000
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "work_mem"' },
    },
    {
      title: 'hexadecimal, octal and blanks are fine',
      files: {
        'postgresql.conf': `
work_mem = 0x400
log_file_mode = 0640
wal_sender_timeout = ' 1 min '
`,
      },
      onServer: { starts: true },
    },
  ],
});
