import { fileOrigin } from '../../model/server-config.ts';
import { shownWord } from '../../syntax/secrets.ts';
import { lineAround, textOf } from '../edits.ts';
import { defineRule } from '../rule.ts';
import { quoteTheValue } from './quote-the-value.ts';

/** A line that the scanner of the postgresql.conf family cannot read. */
export const confSyntax = defineRule({
  id: 'conf-syntax',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A line is not of the form `name = value`.',
    why: 'One such line and the server does not start; at a reload it ignores every change in all its files.',
    how: 'Put values that hold anything but letters, digits and `_ - . : /` in single quotes; write one setting a line.',
    see: ['config-setting.html#CONFIG-SETTING-CONFIGURATION-FILE'],
  },
  messages: {
    nearToken: 'Syntax error near "{token}": the server does not start, and a reload changes nothing.',
    nearEnd: 'Syntax error: the value is missing. The server does not start, and a reload changes nothing.',
  },

  check(server, report) {
    for (const problem of server.problems) {
      const at = fileOrigin(problem.uri, problem.range);
      if (problem.code === 'nearEnd') report(at, 'nearEnd', {});
      if (problem.code !== 'nearToken') continue;
      const fix = quoteTheValue(server, at);
      const text = textOf(server, problem.uri);
      const before = text.slice(lineAround(text, problem.range).start, problem.range.start);
      const token = shownWord(String(problem.holes['token'] ?? ''), before);
      report(at, 'nearToken', { token }, { fixes: fix ? [fix] : [] });
    }
  },

  examples: [
    {
      title: 'an address, a path and a number with a blank need quotes',
      files: {
        'postgresql.conf': `
listen_addresses = *
#                  ^ nearToken
ssl_cert_file = server.crt
#               ^^^^^^^^^^ nearToken
work_mem = 4 MB
#            ^^ nearToken
`,
      },
      fixed: {
        'postgresql.conf': `
listen_addresses = '*'
ssl_cert_file = 'server.crt'
work_mem = '4 MB'
`,
      },
      onServer: { refusesToStart: 'syntax error in file' },
    },
    {
      title: 'a name without a value',
      files: {
        'postgresql.conf': `
  wal_level =
# ^^^^^^^^^^^ nearEnd
`,
      },
      onServer: { refusesToStart: 'near end of line' },
    },
    {
      title: 'what the server reads without quotes',
      files: {
        'postgresql.conf': `
wal_level replica
max_wal_senders=10 # no blanks needed
work_mem'8MB'
checkpoint_completion_target = .9
`,
      },
      onServer: { starts: true },
    },
  ],
});
