import { insideValue } from '../places.ts';
import { defineRule, replace } from '../rule.ts';
import { distinctNames, namesInForce, takesAnyStandby } from './names-in-force.ts';

/** The server accepts a count above the number of names, and then waits for standbys that cannot come. */
export const synchronousCountTooHigh = defineRule({
  id: 'synchronous-count-too-high',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`synchronous_standby_names` asks for more standbys than it names.',
    why: 'The server starts without a word, and then every commit waits for ever: each name usually stands for one standby. Not even `statement_timeout` ends the wait.',
    how: 'Lower the count, or name more standbys. Only where several standbys share one `application_name` can a list be shorter than its count.',
    see: ['runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES', 'warm-standby.html#SYNCHRONOUS-REPLICATION'],
  },
  messages: {
    countTooHigh:
      'Commits wait for {count} standbys but names listed are {names}: they hang for ever unless standbys share a name.',
  },

  check(server, report) {
    const list = namesInForce(server);
    if (!list || takesAnyStandby(list)) return;
    const names = distinctNames(list).length;
    if (list.count <= names) return;
    const at = list.countRange ? insideValue(server, list.at, list.countRange) : list.at;
    const fix = { title: `Wait for ${names}`, safety: 'unsafe', edits: replace(at, String(names)) } as const;
    report(at, 'countTooHigh', { count: list.count, names }, { fixes: [fix] });
  },

  examples: [
    {
      title: 'three of two',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'FIRST 3 (s1, s2)'
#                                  ^ countTooHigh
`,
      },
      fixed: {
        'postgresql.conf': `
synchronous_standby_names = 'FIRST 2 (s1, s2)'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a name that is repeated is still one standby',
      files: {
        'postgresql.conf': `
synchronous_standby_names = '2 (s1, S1)'
#                            ^ countTooHigh
`,
      },
      fixed: {
        'postgresql.conf': `
synchronous_standby_names = '1 (s1, S1)'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'one of two',
      files: { 'postgresql.conf': "synchronous_standby_names = 'ANY 1 (s1, s2)'\n" },
      onServer: { starts: true },
    },
    {
      title: 'a star stands for as many as there are',
      files: { 'postgresql.conf': "synchronous_standby_names = 'ANY 2 (*)'\n" },
      onServer: { starts: true },
    },
  ],
});
