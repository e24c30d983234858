import { maskSecrets } from '../../syntax/secrets.ts';
import { checkedSettings } from '../checked-settings.ts';
import { textOf } from '../edits.ts';
import { defineRule, type Fix, replace } from '../rule.ts';

/** Backslashes in quotes are escapes (`guc-file.l`). */
export const windowsPathLosesBackslashes = defineRule({
  id: 'windows-path-loses-backslashes',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A quoted value holds a Windows path with single backslashes.',
    why: "Inside quotes a backslash takes the next character as it is, or makes a tab or a new line of it: `'C:\\temp\\%f'` needs each of them twice. What the server runs or opens is another path.",
    how: 'Write forward slashes, which Windows takes too, or double each backslash.',
    see: ['config-setting.html#CONFIG-SETTING-CONFIGURATION-FILE'],
  },
  messages: {
    lost: 'A single backslash vanishes inside quotes: the server sees {seen}.',
  },

  check(server, report) {
    for (const setting of checkedSettings(server, 'string')) {
      const { value } = setting;
      if (!value.includes(':')) continue;
      const { at } = setting;
      if (at.uri === '') continue;
      const raw = textOf(server, at.uri).slice(at.range.start, at.range.end);
      const path = /(?:^|[^A-Za-z])([A-Za-z]:\\(?![\\']).*)/.exec(raw);
      if (!path || !raw.startsWith("'")) continue;
      const written = `'${raw.slice(1, -1).replace(/\\\\/g, '\\').replaceAll('\\', '/')}'`;
      const fixes: Fix[] = [{ title: 'Write forward slashes', safety: 'unsafe', edits: replace(at, written) }];
      report(
        at,
        'lost',
        {
          seen: maskSecrets(value)
            .replace(/[^ -\uffff]/g, '?')
            .slice(0, 40),
        },
        { fixes },
      );
    }
  },

  examples: [
    {
      title: 'a path as Windows writes it',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'copy "%p" "C:\\archive\\%f"'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ lost
`,
      },
      fixed: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'copy "%p" "C:/archive/%f"'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'doubled',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'copy "%p" "C:\\\\archive\\\\%f"'
`,
      },
      onServer: { starts: true },
    },
  ],
});
