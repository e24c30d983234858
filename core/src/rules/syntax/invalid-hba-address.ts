import { type FileProblem, fileOrigin, type ServerConfig } from '../../model/server-config.ts';
import { textOf } from '../edits.ts';
import { defineRule, type Fix } from '../rule.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  invalidMaskLength: '"{address}" has no valid mask length: the server does not start with this record.',
  hostNameWithMask: '"{address}" is no number, so it takes no mask: the server does not start with this record.',
  invalidMask: 'A mask must follow the address, "{mask}" is none: the server does not start with this record.',
  maskOfOtherFamily: 'The mask "{mask}" is of another family: the server does not start with this record.',
} as const;

/** For a forgotten mask, which makes the server read the method as one: a single address is what most people mean. */
function addLength(server: ServerConfig, problem: FileProblem): readonly Fix[] {
  const address = String(problem.holes['address']);
  if (problem.code !== 'invalidMask' || !/^[a-z]/.test(String(problem.holes['mask']))) return [];
  const end = textOf(server, problem.uri).slice(0, problem.range.start).trimEnd().length;
  const text = address.includes(':') ? '/128' : '/32';
  const at = fileOrigin(problem.uri, { start: end, end });
  return [{ title: `Add ${text} to the address`, safety: 'unsafe', edits: [{ kind: 'replace', at, text }] }];
}

/** An address or mask that the server cannot read. */
export const invalidHbaAddress = defineRule({
  id: 'invalid-hba-address',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The address of a record has a mask that does not fit it, or none.',
    why: 'With one such line the server does not start. At a reload it keeps all its old records.',
    how: 'Write `10.0.0.5/32` for one IPv4 address, `2001:db8::5/128` for one IPv6 address, or address and mask in two fields. Host names take no mask.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['hba'], messages, report, (problem) => addLength(server, problem));
  },

  examples: [
    {
      title: 'a forgotten mask: the method is read as one',
      files: {
        'pg_hba.conf': `
host    replication  replicator  10.0.0.5  scram-sha-256
#                                          ^^^^^^^^^^^^^ invalidMask
`,
      },
      fixed: {
        'pg_hba.conf': `
host    replication  replicator  10.0.0.5/32  scram-sha-256
`,
      },
      onServer: { refusesToStart: 'invalid IP mask' },
    },
    {
      title: 'lengths that no address has, and a host name with one',
      files: {
        'pg_hba.conf': `
host    all  all  10.0.0.0/33      scram-sha-256
#                 ^^^^^^^^^^^ invalidMaskLength
host    all  all  pg1.internal/32  scram-sha-256
#                 ^^^^^^^^^^^^^^^ hostNameWithMask
host    all  all  10.0.0.0  ffff::  scram-sha-256
#                           ^^^^^^ maskOfOtherFamily
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'the forms the server reads',
      files: {
        'pg_hba.conf': `
host    all  all  10.0.0.0/8              scram-sha-256
host    all  all  10.0.0.0 255.0.0.0      scram-sha-256
host    all  all  2001:db8::/32           scram-sha-256
host    all  all  .internal.example.com   scram-sha-256
host    all  all  samenet                 scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
