import { parseBool } from '../../syntax/value.ts';
import { checkedSettings } from '../checked-settings.ts';
import { removeLine } from '../edits.ts';
import { defineRule } from '../rule.ts';

const stages: readonly string[] = ['log_parser_stats', 'log_planner_stats', 'log_executor_stats'];
const whole = 'log_statement_stats';
const names = new Set([whole, ...stages]);

/**
 * Each of the four is held against the others as far as their lines have been applied (`check_stage_log_stats`,
 * `check_log_stats`), so the later line is the one refused.
 */
export const conflictingStatistics = defineRule({
  id: 'conflicting-statistics',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`log_statement_stats` is on together with the statistics of one stage: of the parser, the planner or the executor.',
    why: 'Both would count the same work, so the server refuses the later line and does not start.',
    how: 'Keep the statistics of whole statements, or those of the stages.',
    see: ['runtime-config-statistics.html#RUNTIME-CONFIG-STATISTICS-MONITOR'],
  },
  messages: {
    bothOn: '{name} cannot be on, for {other} is: the server will not start.',
  },

  check(server, report) {
    const on = new Set<string>();
    for (const setting of checkedSettings(server, 'bool')) {
      const { name } = setting.parameter;
      if (!names.has(name)) continue;
      const truth = parseBool(setting.value);
      if (truth === false) on.delete(name);
      if (truth !== true) continue;
      const other = name === whole ? stages.find((stage) => on.has(stage)) : [whole].find((it) => on.has(it));
      if (other === undefined) {
        on.add(name);
        continue;
      }
      const edits = [removeLine(server, setting.nameAt.uri, setting.nameAt.range)];
      report(setting.at, 'bothOn', { name, other }, { fixes: [{ title: `Remove ${name}`, safety: 'unsafe', edits }] });
    }
  },

  examples: [
    {
      title: 'the whole and a part of it',
      files: {
        'postgresql.conf': `
log_statement_stats = on
log_parser_stats = on
#                  ^^ bothOn
`,
      },
      fixed: {
        'postgresql.conf': `
log_statement_stats = on
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "log_parser_stats"' },
    },
    {
      title: 'a part, and then the whole',
      files: {
        'postgresql.conf': `
log_executor_stats = on
log_statement_stats = on
#                     ^^ bothOn
`,
      },
      fixed: {
        'postgresql.conf': `
log_executor_stats = on
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "log_statement_stats"' },
    },
    {
      title: 'all parts',
      files: {
        'postgresql.conf': `
log_parser_stats = on
log_planner_stats = on
log_executor_stats = on
`,
      },
      onServer: { starts: true },
    },
  ],
});
