import { hbaFacts, hbaWordMajors } from '../../catalog/hba-facts.ts';
import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';
import { nearestWordFix } from './nearest-word.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  methodNotOnLocal:
    'The method {method} does not go with local connections: the server does not start with this record.',
  methodOnlyOnLocal:
    'The method {method} goes with local connections only: the server does not start with this record.',
  methodOnlyOnHostssl: 'The method {method} goes with hostssl only: the server does not start with this record.',
  unknownMethod: '"{method}" is no authentication method: the server does not start with this record.',
  otherMajor: 'The method {method} exists in {majors} only: the server does not start with this record.',
} as const;

/** A method that the major does not know, or that does not go with the type of connection. */
export const invalidHbaMethod = defineRule({
  id: 'invalid-hba-method',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The method of a record is unknown to this major, or does not go with the type of connection.',
    why: 'With one such line the server does not start. At a reload it keeps all its old records.',
    how: 'Methods are written in lower case. `scram-sha-256` is right for standbys; `radius` is gone since 19, `oauth` came with 18.',
    see: ['auth-pg-hba-conf.html', 'auth-methods.html'],
  },
  messages,

  check(server, report) {
    const { methodNotOnLocal, methodOnlyOnLocal, methodOnlyOnHostssl } = messages;
    reportProblems(server, ['hba'], { methodNotOnLocal, methodOnlyOnLocal, methodOnlyOnHostssl }, report);
    for (const problem of server.problems) {
      if (problem.code !== 'unknownMethod') continue;
      const at = fileOrigin(problem.uri, problem.range);
      const method = String(problem.holes['method']);
      const known = hbaWordMajors('method', method);
      const fixes = nearestWordFix(problem, method, hbaFacts(server.catalog.major).methods);
      if (known) report(at, 'otherMajor', { method, majors: `${known.first} to ${known.last}` });
      else report(at, 'unknownMethod', { method }, { fixes });
    }
  },

  examples: [
    {
      title: 'capitals, and a method for local connections only',
      files: {
        'pg_hba.conf': `
host    replication  replicator  10.0.0.0/8  MD5
#                                            ^^^ unknownMethod
host    all          all         samenet     peer
#                                            ^^^^ methodOnlyOnLocal
host    all          all         samenet     cert
#                                            ^^^^ methodOnlyOnHostssl
local   all          all                     gss
#                                            ^^^ methodNotOnLocal
`,
      },
      fixed: {
        'pg_hba.conf': `
host    replication  replicator  10.0.0.0/8  md5
host    all          all         samenet     peer
host    all          all         samenet     cert
local   all          all                     gss
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'RADIUS went away in 19',
      majors: { first: 19 },
      files: {
        'pg_hba.conf': `
host    all  all  samenet  radius  radiusservers=10.0.0.1 radiussecrets=x
#                          ^^^^^^ otherMajor
`,
      },
      onServer: { refusesToStart: 'invalid authentication method' },
    },
    {
      title: 'methods every major knows',
      files: {
        'pg_hba.conf': `
local   all          postgres                peer
host    replication  replicator  10.0.0.0/8  scram-sha-256
host    all          all         all         reject
`,
      },
      onServer: { starts: true },
    },
  ],
});
