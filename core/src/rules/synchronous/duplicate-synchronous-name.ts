import { insideValue } from '../places.ts';
import { defineRule } from '../rule.ts';
import { distinctNames, foldName, namesInForce, rewriteNames } from './names-in-force.ts';

/** The first entry that fits a standby gives it its priority; a second one adds nothing. */
export const duplicateSynchronousName = defineRule({
  id: 'duplicate-synchronous-name',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A standby is named twice in `synchronous_standby_names`; upper and lower case are the same to the server.',
    why: 'The second entry adds no standby. A list that looks like two candidates has one, and when it dies commits hang.',
    how: 'Name another standby, or remove the repetition.',
    see: ['runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES'],
  },
  messages: {
    repeated: '"{name}" is listed twice: the repetition adds no standby that could step in for another.',
  },

  check(server, report) {
    const list = namesInForce(server);
    if (!list) return;
    const names = distinctNames(list);
    const fixes = [rewriteNames(server, list, { title: 'Remove the repetition', safety: 'safe', names })];
    const seen = new Map<string, (typeof list.names)[number]>();
    for (const name of list.names) {
      const { text, range } = name;
      const first = seen.get(foldName(text));
      if (!first) {
        seen.set(foldName(text), name);
        continue;
      }
      const related = [{ at: insideValue(server, list.at, first.range), message: 'Listed here already' }];
      report(insideValue(server, list.at, range), 'repeated', { name: text.slice(0, 30) }, { fixes, related });
    }
  },

  examples: [
    {
      title: 'written in two ways',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2, S1)'
#                                           ^^ repeated
`,
      },
      fixed: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2)'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'two standbys',
      files: { 'postgresql.conf': "synchronous_standby_names = 's1, s2'\n" },
      onServer: { starts: true },
    },
  ],
});
