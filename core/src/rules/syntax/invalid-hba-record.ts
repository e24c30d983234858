import { hbaFacts } from '../../catalog/hba-facts.ts';
import { defineRule } from '../rule.ts';
import { nearestWordFix } from './nearest-word.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  unknownType: '"{type}" is no connection type here: the server does not start with this record.',
  lineEndsEarly: 'The record ends before its {part}: the server does not start with it.',
  severalValues: 'Only one {part} may stand here: the server does not start with this record.',
} as const;

/** A record whose fields are not those of a record. */
export const invalidHbaRecord = defineRule({
  id: 'invalid-hba-record',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A line of pg_hba.conf has not the fields of a record: type, databases, users, address (not for `local`), method.',
    why: 'With one such line the server does not start. At a reload it keeps all its old records and says so only in its log.',
    how: 'Write the missing field. Words are case-sensitive, a comma belongs to the item before it, and a list is only allowed for databases and users.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['hba'], messages, report, (problem) =>
      problem.code === 'unknownType'
        ? nearestWordFix(problem, String(problem.holes['type']), hbaFacts(server.catalog.major).types)
        : [],
    );
  },

  examples: [
    {
      title: 'words in capitals, and a record without a method',
      files: {
        'pg_hba.conf': `
HOST    replication  replicator  10.0.0.0/8  scram-sha-256
#<^^ unknownType
host    replication  replicator  10.0.0.0/8
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ lineEndsEarly
local   all          postgres                peer
`,
      },
      fixed: {
        'pg_hba.conf': `
host    replication  replicator  10.0.0.0/8  scram-sha-256
host    replication  replicator  10.0.0.0/8
local   all          postgres                peer
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'two addresses in one record',
      files: {
        'pg_hba.conf': `
host    all  all  10.0.0.1/32,10.0.0.2/32  scram-sha-256
#                 ^^^^^^^^^^^^^^^^^^^^^^^ severalValues
`,
      },
      onServer: { refusesToStart: 'multiple values specified' },
    },
    {
      title: 'a record for standbys',
      files: {
        'pg_hba.conf': `
host    replication  replicator, backup  10.0.0.0/8  scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
