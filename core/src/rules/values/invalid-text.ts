import type { ServerConfig } from '../../model/server-config.ts';
import { defineRule, type Fix } from '../rule.ts';
import { type ValueFinding, valueFindings, writeValue } from './value-findings.ts';

/** A loaded library may bring records of its own, which the server asks for after it has read the files (15 on). */
function mayBeKnownLater({ parameter, problem }: ValueFinding, server: ServerConfig): boolean {
  if (parameter.name !== 'wal_consistency_checking' || problem.code !== 'badWord') return false;
  return server.catalog.major >= 15 && server.setting('shared_preload_libraries').value !== '';
}

/** A list without its empty items, or the words of `synchronous_standby_names` in double quotes. */
function fixesOf(finding: ValueFinding, server: ServerConfig): readonly Fix[] {
  const { setting, problem } = finding;
  const items = setting.value.split(',').map((item) => item.trim());
  if (problem.code === 'badList') {
    return writeValue(finding, server, items.filter((item) => item !== '').join(', '), 'unsafe');
  }
  if (problem.code === 'badStandbyNames') {
    const plain = items.filter((item) => item !== '');
    if (plain.length === 0) return writeValue(finding, server, '', 'unsafe');
    const quoted = plain.map((item) => (/^[A-Za-z_]\w*$|^\*$|^"/.test(item) ? item : `"${item}"`));
    return /[()]/.test(setting.value) ? [] : writeValue(finding, server, quoted.join(', '), 'unsafe');
  }
  const lower = setting.value.trim().toLowerCase();
  return problem.code === 'badSlotName'
    ? writeValue(finding, server, lower.replace(/[^a-z0-9_,]/g, '_'), 'unsafe')
    : [];
}

/** By the codes of `checkValue`. */
const messages = {
  badList: '{name} is not a list of items between commas: the server will not start.',
  badWord: '{name} has no {value}, but {words}: the server will not start.',
  notInEnum: '{name} is one of {words}: it will not start.',
  wordAlone: '{name}: {value} must stand alone: the server will not start.',
  conflictingWords: '{name}: {value} contradicts an earlier word: the server will not start.',
  twice: '{name} names {value} twice: the server will not start.',
  needsDefaultLevel: '{name} needs one level without a process: the server will not start.',
  badStandbyNames: 'Not a list the server can read; other than plain names need double quotes: it will not start.',
  badStandbyCount: '{name} must wait for one standby at least, not {value}: the server will not start.',
  badSlotName: '{value} is no slot name (a-z, 0-9 and _, up to 63): the server will not start.',
  badTimeZone: 'The server knows no time zone {value}: it will not start.',
  badAbbreviations: 'There is no set of abbreviations {value}: the server will not start.',
  badEncoding: 'The server knows no encoding {value}: it will not start.',
  targetImmediate: '{name} can only be immediate, not {value}: the server will not start.',
  targetLsn: '{value} is no WAL position such as 16/B374D848: the server will not start.',
  targetNameLong: '{name} may have up to 63 bytes: the server will not start.',
  targetNumber: '{name} cannot be {value}: the server will not start.',
  targetTime: 'The server cannot read {value} as a time here: it will not start.',
  targetTimeRelative: '{name} is a fixed time, not {value}: the server will not start.',
  targetTimelineRange: 'Timelines count from 1 to 4294967295, so not {value}: the server will not start.',
  targetXidLow: 'Transactions count from 3, so not {value}: the server will not start.',
  badFunctions: '{name} takes letters, digits, _ and commas only: the server will not start.',
  empty: '{name} must not be empty: the server will not start.',
} as const;

function isTextProblem(code: string): code is keyof typeof messages {
  return Object.hasOwn(messages, code);
}

/** A text that the parameter's own check does not let pass. */
export const invalidText = defineRule({
  id: 'invalid-text',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The value is not one the parameter takes: a list with a gap, a word or name the server does not know, a time or WAL position it cannot read.',
    why: 'The server checks these texts when it reads its files, and refuses to start with a wrong one. At a reload it keeps the old value and says so in its log only.',
    how: 'Put exactly one comma between the items of a list. Standbys whose names are not plain words need double quotes inside the single ones.',
    see: ['config-setting.html', 'runtime-config-replication.html', 'runtime-config-wal.html'],
  },
  messages,

  check(server, report) {
    for (const finding of valueFindings(server, ['string'])) {
      const { setting, parameter, problem } = finding;
      if (mayBeKnownLater(finding, server)) continue;
      const { name } = parameter;
      const { words = '' } = problem.holes;
      const value = problem.holes['value'] || 'empty';
      if (!isTextProblem(problem.code)) continue;
      report(setting.at, problem.code, { name, value, words }, { fixes: fixesOf(finding, server) });
    }
  },

  examples: [
    {
      title: 'a count of none',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'FIRST 0 (s1, s2)'
#                           ^^^^^^^^^^^^^^^^^^ badStandbyCount
`,
      },
      onServer: { refusesToStart: 'must be greater than zero' },
    },
    {
      title: 'lists with gaps, and names that need double quotes',
      files: {
        'postgresql.conf': `
search_path = 'public,, app'
#             ^^^^^^^^^^^^^^ badList
synchronous_standby_names = 'node-1, node-2'
#                           ^^^^^^^^^^^^^^^^ badStandbyNames
`,
      },
      fixed: {
        'postgresql.conf': `
search_path = 'public, app'
synchronous_standby_names = '"node-1", "node-2"'
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "synchronous_standby_names"' },
    },
    {
      title: 'names nobody knows',
      files: {
        'postgresql.conf': `
timezone = 'Mars/Phobos'
#          ^^^^^^^^^^^^^ badTimeZone
client_encoding = utf9
#                 ^^^^ badEncoding
timezone_abbreviations = Europe
#                        ^^^^^^ badAbbreviations
lc_messages = ''
#             ^^ empty
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "TimeZone"' },
    },
    {
      title: 'words that are none, or do not go together',
      files: {
        'postgresql.conf': `
log_destination = 'stderr, file'
#                 ^^^^^^^^^^^^^^ badWord
datestyle = 'iso, sql'
#           ^^^^^^^^^^ conflictingWords
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "log_destination"' },
    },
    {
      title: 'a slot of a standby',
      majors: { first: 12 },
      files: {
        'postgresql.conf': `
primary_slot_name = 'Standby-1'
#                   ^^^^^^^^^^^ badSlotName
`,
      },
      fixed: {
        'postgresql.conf': `
primary_slot_name = standby_1
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'a position in the WAL',
      majors: { first: 12 },
      files: {
        'postgresql.conf': `
recovery_target_lsn = '16-B374D848'
#                     ^^^^^^^^^^^^^ targetLsn
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'a time, and a letter that is no zone while the files are read',
      majors: { first: 12 },
      files: {
        'postgresql.conf': `
recovery_target_time = '2026-11-23T12:00:00Z'
#                      ^^^^^^^^^^^^^^^^^^^^^^ targetTime
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'only one target, and only this word',
      majors: { first: 12 },
      files: {
        'postgresql.conf': `
recovery_target = 'latest'
#                 ^^^^^^^^ targetImmediate
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'a restore point with a long name',
      majors: { first: 12 },
      files: {
        'postgresql.conf': `recovery_target_name = ${'n'.repeat(64)}\n#                      ${'^'.repeat(64)} targetNameLong\n`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'transactions and timelines that are none',
      majors: { first: 19 },
      files: {
        'postgresql.conf': `
recovery_target_xid = 2
#                     ^ targetXidLow
recovery_target_timeline = 0
#                          ^ targetTimelineRange
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'functions have plain names',
      majors: { first: 13 },
      files: {
        'postgresql.conf': `
backtrace_functions = 'f()'
#                     ^^^^^ badFunctions
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "backtrace_functions"' },
    },
    {
      title: 'all or some of the aspects of a connection',
      majors: { first: 18 },
      files: {
        'postgresql.conf': `
log_connections = 'on, receipt'
#                 ^^^^^^^^^^^^^ wordAlone
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "log_connections"' },
    },
    {
      title: 'a level for each kind of process',
      majors: { first: 19 },
      files: {
        'postgresql.conf': `
log_min_messages = 'warning, error'
#                  ^^^^^^^^^^^^^^^^ twice
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'and one for the others',
      majors: { first: 19 },
      files: {
        'postgresql.conf': `
log_min_messages = 'backend:debug1'
#                  ^^^^^^^^^^^^^^^^ needsDefaultLevel
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'before 12 the level of isolation is a text that minds its case',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': `
transaction_isolation = SERIALIZABLE
#                       ^^^^^^^^^^^^ notInEnum
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'a recovery target must stand still, and be a number where one is wanted',
      majors: { first: 12 },
      files: {
        'postgresql.conf': `
recovery_target_time = 'tomorrow'
#                      ^^^^^^^^^^ targetTimeRelative
recovery_target_timeline = 99999999999999999999
#                          ^^^^^^^^^^^^^^^^^^^^ targetNumber
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'rules, offsets and quotes are fine',
      files: {
        'postgresql.conf': `
timezone = '<+02>-2'
log_timezone = 'EST5EDT'
search_path = '"$user", public'
synchronous_standby_names = 'ANY 2 (a, "node-2", *)'
log_destination = stderr
`,
      },
      onServer: { starts: true },
    },
  ],
});
