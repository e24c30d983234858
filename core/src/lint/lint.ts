import type { ServerConfig } from '../model/server-config.ts';
import { judgeSuppressions, unusedSuppression } from '../rules/comments/unused-suppression.ts';
import { ruleIds, serverRuleGroups } from '../rules/index.ts';
import { judgesLines } from '../rules/linewise-rules.ts';
import type { Rule, RuleGroup, Severity } from '../rules/rule.ts';
import type { Diagnostic } from './diagnostic.ts';
import { gather } from './gather.ts';
import { literalFindings } from './literal-findings.ts';
import { type RuleChoice, recommended, severityOf } from './rule-choice.ts';
import { Suppressions } from './suppressions.ts';

/** The findings of one rule; a file that is included twice is reported once. No text of them shows a password. */
function runRule(
  server: ServerConfig,
  rule: Rule,
  group: RuleGroup,
  severity: Severity = rule.severity,
): readonly Diagnostic[] {
  const { major } = server.catalog;
  if (major < rule.versions.first || major > (rule.versions.last ?? major)) return [];
  if (rule.needsCompleteServer && !server.complete) return [];
  const place = server.files[0]?.uri ?? server.folder;
  return gather({ rule, group, severity, place }, (report) => rule.check(server, report));
}

/** What runs, in order. */
type Plan = readonly { readonly group: RuleGroup; readonly rule: Rule; readonly severity: Severity }[];

/** Large workspaces hold many servers against one choice. */
const plans = new WeakMap<RuleChoice, Plan>();

function planOf(choice: RuleChoice): Plan {
  const known = plans.get(choice);
  if (known) return known;
  const groups: typeof serverRuleGroups = [...serverRuleGroups, { group: 'organisation', rules: choice.organisation }];
  const plan = groups.flatMap(({ group, rules }) =>
    rules.flatMap((rule) => {
      const severity = severityOf(rule, choice);
      return severity === 'off' ? [] : [{ group, rule, severity }];
    }),
  );
  plans.set(choice, plan);
  return plan;
}

/**
 * Holds a server against the rules that are chosen, and heeds the comments that silence some. One batch for each rule, empty
 * ones included: each yield is a place to stop.
 */
export function* lint(server: ServerConfig, choice: RuleChoice = recommended): Generator<readonly Diagnostic[]> {
  const plan = planOf(choice);
  const suppressions = new Suppressions(server);
  const { templates } = server;
  if (templates) {
    for (const { group, rule, severity } of plan) {
      if (judgesLines(rule, group))
        yield suppressions.heed(literalFindings(runRule(server, rule, group, severity), templates));
    }
    return;
  }
  for (const { group, rule, severity } of plan) {
    if (rule !== unusedSuppression) yield suppressions.heed(runRule(server, rule, group, severity));
  }
  const own = plan.find(({ rule }) => rule === unusedSuppression);
  if (!own || suppressions.areNone) return;
  const ran = new Set(plan.map(({ rule }) => rule.id));
  const known = [...ruleIds, ...choice.organisation.map(({ id }) => id)];
  const judging = judgeSuppressions((report) => suppressions.judge(report, ran, known));
  yield suppressions.heed(runRule(server, judging, own.group, own.severity));
}
