import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';
import { coveredRecords, doTheSame } from './covered-records.ts';

/** The first record that fits decides; this one never is the first. */
export const shadowedHbaRecord = defineRule({
  id: 'shadowed-hba-record',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A record before this one takes every connection that this one would take, and treats it otherwise.',
    why: 'The first record that fits type, address, database and user decides; if its proof fails, no other is tried. So this record never counts: a `reject` that comes too late keeps nobody out, and a role that should need no password is asked for one.',
    how: 'Put the narrower record first, or delete it.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages: { shadowed: 'Never used: an earlier record with {method} takes every connection that this one would.' },

  check(server, report) {
    for (const { record, by } of coveredRecords(server.hba)) {
      if (doTheSame(record, by)) continue;
      const related = [{ at: fileOrigin(by.uri, by.range), message: 'This record decides' }];
      const at = fileOrigin(record.uri, record.range);
      report(at, 'shadowed', { method: by.method.text }, { related, tags: ['unnecessary'] });
    }
  },

  examples: [
    {
      title: 'the wider record first',
      files: {
        'pg_hba.conf': `
host    all         all        10.0.0.0/8  md5
host    all         mallory    10.0.0.0/8  reject
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shadowed
hostssl app         alice      10.1.0.0/16 cert
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shadowed
host    "all"       +staff     10.2.0.5 255.255.255.255 trust
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shadowed
host    replication replicator 10.0.0.5/32 trust
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the narrower record first',
      files: {
        'postgresql.conf': 'ssl = on\n',
        'pg_hba.conf': `
host      all         mallory    10.0.0.0/8  reject
hostnossl all         alice      10.0.0.0/8  reject
hostssl   all         alice      10.0.0.0/8  cert
host      all         all        10.0.0.0/8  scram-sha-256
host      replication replicator 10.0.0.5/32 scram-sha-256
host      all         all        ::/0        md5
host      all         all        all         reject
`,
      },
      onServer: { starts: true },
    },
  ],
});
