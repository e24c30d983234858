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
    repeated: '"{name}" is listed twice: the repetition adds no standby, so one fewer can fail before commits hang.',
  },

  check(server, report) {
    const list = namesInForce(server);
    if (!list) return;
    const names = distinctNames(list);
    if (names.length === list.names.length) return;
    const fix = rewriteNames(server, list, { title: 'Remove the repetition', safety: 'safe', names });
    for (const name of names) {
      const times = list.names.filter(({ text }) => foldName(text) === foldName(name)).length;
      if (times > 1) report(list.at, 'repeated', { name }, { fixes: [fix] });
    }
  },

  examples: [
    {
      title: 'written in two ways',
      files: {
        'postgresql.conf':
          "synchronous_standby_names = 'ANY 1 (s1, s2, S1)'\n#                           ^^^^^^^^^^^^^^^^^^^^ repeated\n",
      },
      fixed: { 'postgresql.conf': "synchronous_standby_names = 'ANY 1 (s1, s2)'\n" },
      onServer: { starts: true },
    },
    {
      title: 'two standbys',
      files: { 'postgresql.conf': "synchronous_standby_names = 's1, s2'\n" },
      onServer: { starts: true },
    },
  ],
});
