import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';
import { coveredRecords, doTheSame } from './covered-records.ts';

/** A record without effect, and without harm. */
export const redundantHbaRecord = defineRule({
  id: 'redundant-hba-record',
  severity: 'hint',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A record before this one takes every connection that this one would take, and treats it alike.',
    why: 'Nothing changes if the line goes, but whoever changes it later wonders why that has no effect.',
    how: 'Delete it, or put it before the wider record if it is to differ one day.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages: { redundant: 'Never used: an earlier record takes these connections, and treats them alike.' },

  check(server, report) {
    for (const { record, by } of coveredRecords(server.hba)) {
      if (!doTheSame(record, by)) continue;
      const related = [{ at: fileOrigin(by.uri, by.range), message: 'This record decides' }];
      report(fileOrigin(record.uri, record.range), 'redundant', {}, { related, tags: ['unnecessary'] });
    }
  },

  examples: [
    {
      title: 'a network inside another, and the same line twice',
      files: {
        'pg_hba.conf': `
host all all 10.0.0.0/8  scram-sha-256
host all all 10.1.0.0/16 scram-sha-256
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redundant
host all all 10.0.0.0/8  scram-sha-256
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redundant
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'networks side by side',
      files: {
        'pg_hba.conf': `
host all all 10.0.0.0/16 scram-sha-256
host all all 10.1.0.0/16 scram-sha-256
host all all 10.0.0.0/8  scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
