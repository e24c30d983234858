import { removeLine } from '../edits.ts';
import { defineRule } from '../rule.ts';
import { valueFindings } from './value-findings.ts';

/** Parameters that only report, and one that only a session has. */
export const notSettableInFile = defineRule({
  id: 'not-settable-in-file',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The parameter cannot be set in a file: it says how the server was built or initialised, or belongs to a session.',
    why: 'The server refuses to start with such a line, even when it repeats the value that holds anyway.',
    how: 'Remove the line. What it reports is decided by the build, by `initdb` or by the session.',
    see: ['runtime-config-preset.html'],
  },
  messages: {
    neverSettable: '{name} cannot be set in a file: the server will not start with this line.',
    onlyNone: '{name} can only be none in a file, not {value}: the server will not start.',
  },

  check(server, report) {
    for (const { setting, problem, parameter } of valueFindings(server, [
      'bool',
      'integer',
      'real',
      'enum',
      'string',
    ])) {
      const { name } = parameter;
      const edits = [removeLine(server, setting.nameAt.uri, setting.nameAt.range)];
      const options = { fixes: [{ title: `Remove ${name}`, safety: 'unsafe', edits }] } as const;
      if (problem.code === 'neverSettable') report(setting.nameAt, 'neverSettable', { name }, options);
      if (problem.code === 'onlyNone') {
        report(setting.at, 'onlyNone', { name, value: problem.holes['value'] || 'empty' }, options);
      }
    }
  },

  examples: [
    {
      title: 'decided by the build and by initdb',
      files: {
        'postgresql.conf': `
fsync = on
block_size = 8192
#<^^^^^^^^ neverSettable
server_encoding = UTF8
#<^^^^^^^^^^^^^ neverSettable
`,
      },
      fixed: {
        'postgresql.conf': `
fsync = on
`,
      },
      onServer: { refusesToStart: 'parameter "block_size" cannot be changed' },
    },
    {
      title: 'a role belongs to a session',
      files: {
        'postgresql.conf': `
fsync = on
role = app
#      ^^^ onlyNone
session_authorization = app
#<^^^^^^^^^^^^^^^^^^^ neverSettable
`,
      },
      fixed: {
        'postgresql.conf': `
fsync = on
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "role"' },
    },
    {
      title: 'what a session starts with',
      files: {
        'postgresql.conf': `
transaction_read_only = off
role = none
`,
      },
      onServer: { starts: true },
    },
  ],
});
