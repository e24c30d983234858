import type { ServerConfig } from '../model/server-config.ts';
import { judgeSuppressions } from '../rules/comments/unused-suppression.ts';
import { ruleGroups, ruleIds } from '../rules/index.ts';
import type { Report, ReportOptions, Rule, RuleGroup } from '../rules/rule.ts';
import { maskSecrets } from '../syntax/secrets.ts';
import type { Origin } from '../text/origin.ts';
import type { Diagnostic } from './diagnostic.ts';
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

/** The findings of one rule; a file that is included twice is reported once. No text of them shows a password. */
export function runRule(server: ServerConfig, rule: Rule, group: RuleGroup): readonly Diagnostic[] {
  const { major } = server.catalog;
  if (major < rule.versions.first || major > (rule.versions.last ?? major)) return [];
  if (rule.needsCompleteServer && !server.complete) return [];
  const found = new Map<string, Diagnostic>();
  const report: Report<Record<string, string>> = (at, id, holes, options: ReportOptions = {}) => {
    const message = maskSecrets(fillMessage(rule.messages[id] ?? id, holes));
    const { tags = [] } = options;
    const related = (options.related ?? []).map((it) => ({ ...it, message: maskSecrets(it.message) }));
    const fixes = (options.fixes ?? []).map((fix) => ({ ...fix, title: maskSecrets(fix.title) }));
    found.set(key(at, message), { rule: rule.id, group, severity: rule.severity, message, at, related, fixes, tags });
  };
  try {
    rule.check(server, report);
  } catch (error) {
    return [failure(server, rule, group, error)];
  }
  return [...found.values()];
}

/**
 * Holds a server against the rules that are chosen, and heeds the comments that silence some. One batch for each rule, empty
 * ones included: each yield is a place to stop.
 */
export function* lint(server: ServerConfig, choice: RuleChoice = recommended): Generator<readonly Diagnostic[]> {
  const suppressions = new Suppressions(server);
  const ran = new Set<string>();
  const known = [...ruleIds, ...choice.organisation.map(({ id }) => id)];
  const groups: typeof ruleGroups = [
    ...ruleGroups.filter(({ group }) => group !== 'comments'),
    { group: 'organisation', rules: choice.organisation },
    { group: 'comments', rules: [judgeSuppressions((report) => suppressions.judge(report, ran, known))] },
  ];
  for (const { group, rules } of groups) {
    for (const rule of rules) {
      const severity = severityOf(rule, choice);
      if (severity === 'off') continue;
      ran.add(rule.id);
      yield suppressions.heed(runRule(server, { ...rule, severity }, group));
    }
  }
}
