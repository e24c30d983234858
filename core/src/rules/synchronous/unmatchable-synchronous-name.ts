import { insideValue } from '../places.ts';
import { defineRule } from '../rule.ts';
import { namesInForce } from './names-in-force.ts';

/** `NAMEDATALEN - 1`: an application_name is cut to so many bytes. */
const longest = 63;

/** No standby can have such a name, as the server cuts and cleans what a standby calls itself (`check_application_name`). */
export const unmatchableSynchronousName = defineRule({
  id: 'unmatchable-synchronous-name',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A name in `synchronous_standby_names` is longer than 63 bytes, or holds characters outside ASCII.',
    why: 'The server cuts the `application_name` of a standby to 63 bytes and replaces every character that is not printable ASCII; the list it takes as it is. So this entry fits no standby, and commits that need it hang.',
    how: 'Give the standby a short `application_name` of ASCII letters, digits and underscores, and write the same here.',
    see: [
      'runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES',
      'runtime-config-logging.html#GUC-APPLICATION-NAME',
    ],
  },
  messages: {
    tooLong:
      '"{start}…" has {bytes} bytes, a standby\'s name at most {longest}: it fits no standby, commits that need it hang.',
    notAscii:
      '"{start}" is not plain ASCII, a standby\'s name always is: it fits no standby, commits that need it hang.',
  },

  check(server, report) {
    const list = namesInForce(server);
    for (const { text, range } of list?.names ?? []) {
      if (!list) return;
      const at = insideValue(server, list.at, range);
      const bytes = byteLength(text);
      if (/[^ -~]/.test(text)) report(at, 'notAscii', { start: text.slice(0, 20) });
      else if (bytes > longest) report(at, 'tooLong', { start: text.slice(0, 12), bytes, longest });
    }
  },

  examples: [
    {
      title: '64 bytes',
      files: {
        'postgresql.conf': `synchronous_standby_names = 'ANY 1 (s1, standby_${'0123456789'.repeat(5)}_of_us)'
#                                       ${'^'.repeat(64)} tooLong
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'an umlaut',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, köln)'
#                                       ^^^^ notAscii
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'names in quotes',
      files: { 'postgresql.conf': `synchronous_standby_names = 'ANY 1 (s1, "node-2")'\n` },
      onServer: { starts: true },
    },
  ],
});

/** Bytes of a text in UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += 1 + Number(code > 0x7f) + Number(code > 0x7ff) + Number(code > 0xffff);
  }
  return bytes;
}
