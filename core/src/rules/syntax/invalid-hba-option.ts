import { hbaFacts } from '../../catalog/hba-facts.ts';
import { type FileProblem, fileOrigin, type ServerConfig } from '../../model/server-config.ts';
import { textOf } from '../edits.ts';
import { defineRule, type Fix } from '../rule.ts';
import { nearestWordFix } from './nearest-word.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  optionWithoutValue: '"{option}" is not of the form name=value: the server does not start with this record.',
  unknownOption: '"{option}" is no option of this major: the server does not start with this record.',
  optionOfOtherType: '{option} goes with {types} only, not with {type}: the server does not start with this record.',
  optionOfOtherMethod: '{option} goes with {methods}, not with {method}: the server does not start with this record.',
  invalidOptionValue: '{option} does not take "{value}" in this record: the server does not start with it.',
  optionMissing: 'The method {method} needs the option {option}: the server does not start with this record.',
  optionsConflict: 'These options of {method} contradict each other: the server does not start with this record.',
} as const;

/** Renames a misspelt option of the record's method, and leaves its value alone. */
function rename(server: ServerConfig, problem: FileProblem): readonly Fix[] {
  if (problem.code !== 'unknownOption') return [];
  const written = String(problem.holes['option']);
  const { start } = problem.range;
  if (!textOf(server, problem.uri).startsWith(`${written}=`, start)) return [];
  const names = hbaFacts(server.catalog.major)
    .optionsOf(String(problem.holes['method']))
    .map(({ name }) => name);
  const at = fileOrigin(problem.uri, { start, end: start + written.length });
  return nearestWordFix({ ...problem, range: at.range }, written, names);
}

/** An option of a record that the server does not take there. */
export const invalidHbaOption = defineRule({
  id: 'invalid-hba-option',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'An option behind the method is unknown, does not go with this method or type, or lacks something.',
    why: 'With one such line the server does not start. At a reload it keeps all its old records.',
    how: 'Options are written `name=value` without blanks. Each method has its own; `clientcert` and `clientname` go with `hostssl`.',
    see: ['auth-pg-hba-conf.html', 'auth-methods.html'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['hba'], messages, report, (problem) => rename(server, problem));
  },

  examples: [
    {
      title: 'options in the wrong place',
      files: {
        'pg_hba.conf': `
host    all  all  samenet  trust          clientcert=verify-full
#                                         ^^^^^^^^^^^^^^^^^^^^^^ optionOfOtherType
host    all  all  samenet  scram-sha-256  map=dba
#                                         ^^^^^^^ optionOfOtherMethod
local   all  all           peer           mapp=dba
#                                         ^^^^^^^^ unknownOption
local   all  all           peer           dba
#                                         ^^^ optionWithoutValue
`,
      },
      fixed: {
        'pg_hba.conf': `
host    all  all  samenet  trust          clientcert=verify-full
host    all  all  samenet  scram-sha-256  map=dba
local   all  all           peer           map=dba
local   all  all           peer           dba
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'numbers went away in 14',
      majors: { first: 14 },
      files: {
        'pg_hba.conf': `
hostssl all  all  samenet  trust  clientcert=1
#                                 ^^^^^^^^^^^^ invalidOptionValue
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'what RADIUS and LDAP need',
      majors: { first: 10, last: 18 },
      files: {
        'pg_hba.conf': `
host    all  all  samenet  radius  radiusservers=127.0.0.1
#                          ^^^^^^ optionMissing
host    all  all  samenet  radius  radiusservers=127.0.0.1 radiussecrets="a,b"
#                          ^^^^^^ optionsConflict
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'a map for a local socket',
      files: {
        'pg_hba.conf': `
local   all  all  peer  map=dba
`,
      },
      onServer: { starts: true },
    },
  ],
});
