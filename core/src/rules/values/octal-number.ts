import { parseNumber } from '../../syntax/value.ts';
import { checkedSettings } from '../checked-settings.ts';
import { quoteValue } from '../edits.ts';
import { defineRule, type Fix, replace } from '../rule.ts';

/** Modes of files, which everybody writes in octal. */
const modes: ReadonlySet<string> = new Set(['log_file_mode', 'unix_socket_permissions', 'data_directory_mode']);

/** As `strtol` with base 0 reads it (`guc.c:parse_int`). */
export const octalNumber = defineRule({
  id: 'octal-number',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A whole number begins with 0, so the server reads it as octal.',
    why: '`010` is 8 to the server, not 10. It says nothing, and the value that is in force is another one than the line seems to say.',
    how: 'Drop the leading zero.',
    see: ['config-setting.html#CONFIG-SETTING-NAMES-VALUES'],
  },
  messages: {
    octal: 'Read as octal because of the leading 0: the server takes {number} instead of {seems}.',
  },

  check(server, report) {
    const { major } = server.catalog;
    for (const setting of checkedSettings(server, 'integer')) {
      const { parameter, value } = setting;
      // Most numbers say with their first digit that they are decimal.
      if ((value >= '1' && value < ':') || modes.has(parameter.name)) continue;
      const [, digits = ''] = /^\s*[-+]?0+([1-7][0-7]*)(?![0-9.xX])/.exec(value) ?? [];
      if (digits === '') continue;
      const number = Number.parseInt(digits, 8);
      const written = value.replace(/^(\s*[-+]?)0+(?=[1-7])/, '$1');
      if (parseNumber(value, parameter, major) === parseNumber(written, parameter, major)) continue;
      const { at } = setting;
      const fixes: Fix[] = [
        { title: `Write ${quoteValue(written)}`, safety: 'unsafe', edits: replace(at, quoteValue(written)) },
      ];
      report(at, 'octal', { number, seems: digits }, { fixes });
    }
  },

  examples: [
    {
      title: 'a leading zero',
      files: {
        'postgresql.conf': `
max_wal_senders = 010
#                 ^^^ octal
`,
      },
      fixed: {
        'postgresql.conf': `
max_wal_senders = 10
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'plain and hexadecimal numbers, and modes of files',
      majors: { first: 13 },
      files: {
        'postgresql.conf': `max_wal_senders = 0x0A
log_file_mode = 0640
unix_socket_permissions = 0770
max_replication_slots = 10
wal_keep_size = 0
`,
      },
      onServer: { starts: true },
    },
  ],
});
