import { looksLikeConninfo, parseConninfo } from '../../syntax/conninfo.ts';
import { defineRule } from '../rule.ts';
import { placeInValue } from '../value-place.ts';
import { conninfoPhrase } from './conninfo-phrases.ts';

/** `primary_conninfo` has no check hook: a string that libpq refuses is found out by the WAL receiver only. */
export const invalidConninfo = defineRule({
  id: 'invalid-conninfo',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`primary_conninfo` is a string with which libpq does not connect: its syntax, a value, or two values that do not go together.',
    why: 'The server takes any text at its start. The WAL receiver then fails with the same message every `wal_retrieve_retry_interval`, while the standby answers queries with data that grows old. Up to 15 a text without `=` is even taken for the name of a database, and the standby looks for its primary where libpq looks by default.',
    how: "Write `keyword=value` pairs with blanks between them, values with blanks or quotes in single quotes (doubled inside postgresql.conf: `''a b''`), or a URI `postgresql://user@host:5432/?sslmode=require` with special characters in percent codes.",
    see: ['libpq-connect.html#LIBPQ-CONNSTRING', 'runtime-config-replication.html#GUC-PRIMARY-CONNINFO'],
  },
  messages: {
    broken: '{what}: the server starts, but its WAL receiver never connects.',
    databaseName: 'Without "=" this is only a database name: the standby looks for a primary at the default place.',
  },

  check(server, report) {
    const { setting, value } = server.setting('primary_conninfo');
    if (!setting || value === '') return;
    const { major } = server.catalog;
    if (major <= 15 && !looksLikeConninfo(value) && value.trim() !== '') {
      report(setting.at, 'databaseName', {});
      return;
    }
    for (const problem of parseConninfo(value, major).problems) {
      const what = conninfoPhrase(problem);
      if (what !== undefined) report(placeInValue(server, setting, problem.range), 'broken', { what });
    }
  },

  examples: [
    {
      title: 'an equals sign left out',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1 user replicator'
#                                         ^^^^ broken
#                                              ^^^^^^^^^^ broken
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a value of another keyword',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1 sslmode=''on'''
#                                                 ^^^^^^ broken
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the name of the primary alone',
      majors: { first: 12, last: 15 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'pg1'
#                  ^^^^^ databaseName
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'both forms',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host = 127.0.0.1 port=1 password=''it\\\\''s secret'' sslmode=prefer'
primary_conninfo = 'postgresql://replicator@127.0.0.1:1/?sslmode=prefer&application_name=s%201'
`,
      },
      onServer: { starts: true },
    },
  ],
});
