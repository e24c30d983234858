import type { ServerConfig } from '../model/server-config.ts';
import { judgeSuppressions, unusedSuppression } from '../rules/comments/unused-suppression.ts';
import { ruleGroups, ruleIds } from '../rules/index.ts';
import { judgesLines } from '../rules/linewise-rules.ts';
import type { Report, ReportOptions, Rule, RuleGroup, Severity } from '../rules/rule.ts';
import { maskSecrets } from '../syntax/secrets.ts';
import type { Origin } from '../text/origin.ts';
import type { Diagnostic } from './diagnostic.ts';
import { literalFindings } from './literal-findings.ts';
import { type RuleChoice, recommended, severityOf } from './rule-choice.ts';
import { Suppressions } from './suppressions.ts';

/** Puts the holes of a message in. */
export function fillMessage(message: string, holes: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
}

function key(at: Origin, message: string): string {
  return at.kind === 'file'
    ? `${at.uri} ${at.range.start} ${at.range.end} ${message}`
    : `${at.view} ${at.key} ${message}`;
}

/** A rule that throws is a bug of ours: it becomes one finding, and the other rules go on. */
function failure(server: ServerConfig, rule: Rule, group: RuleGroup, error: unknown): Diagnostic {
  const uri = server.files[0]?.uri ?? server.folder;
  return {
    rule: rule.id,
    group,
    severity: 'information',
    message: `The rule ${rule.id} failed (${error instanceof Error ? error.name : 'unknown'}): please report this.`,
    at: { kind: 'file', uri, range: { start: 0, end: 0 } },
    related: [],
    fixes: [],
    tags: [],
  };
}

const nothing: readonly Diagnostic[] = [];

/** The findings of one rule; a file that is included twice is reported once. No text of them shows a password. */
export function runRule(
  server: ServerConfig,
  rule: Rule,
  group: RuleGroup,
  severity: Severity = rule.severity,
): readonly Diagnostic[] {
  const { major } = server.catalog;
  if (major < rule.versions.first || major > (rule.versions.last ?? major)) return [];
  if (rule.needsCompleteServer && !server.complete) return [];
  // Most rules find nothing in most servers: what they would need is made when they do.
  let found: Map<string, Diagnostic> | undefined;
  const report: Report<Record<string, string>> = (at, id, holes, options: ReportOptions = {}) => {
    const message = maskSecrets(fillMessage(rule.messages[id] ?? id, holes));
    const { tags = [] } = options;
    const related = (options.related ?? []).map((it) => ({ ...it, message: maskSecrets(it.message) }));
    const fixes = (options.fixes ?? []).map((fix) => ({ ...fix, title: maskSecrets(fix.title) }));
    found ??= new Map();
    found.set(key(at, message), { rule: rule.id, group, severity, message, at, related, fixes, tags });
  };
  try {
    rule.check(server, report);
  } catch (error) {
    return [failure(server, rule, group, error)];
  }
  return found ? [...found.values()] : nothing;
}

/** What runs, in order. */
type Plan = readonly { readonly group: RuleGroup; readonly rule: Rule; readonly severity: Severity }[];

/** Large workspaces hold many servers against one choice. */
const plans = new WeakMap<RuleChoice, Plan>();

function planOf(choice: RuleChoice): Plan {
  const known = plans.get(choice);
  if (known) return known;
  const groups: typeof ruleGroups = [...ruleGroups, { group: 'organisation', rules: choice.organisation }];
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
