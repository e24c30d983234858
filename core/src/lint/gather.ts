import type { Report, ReportOptions, RuleFacts, RuleGroup, Severity } from '../rules/rule.ts';
import { maskSecrets } from '../syntax/secrets.ts';
import type { Origin } from '../text/origin.ts';
import type { Uri } from '../text/uri.ts';
import type { Diagnostic } from './diagnostic.ts';

/** A rule about to be run. */
export interface Run {
  readonly rule: RuleFacts;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** The file where it is told if the rule fails. */
  readonly place: Uri;
}

const grades: readonly Severity[] = ['hint', 'information', 'warning', 'error'];
const nothing: readonly Diagnostic[] = [];

/** Puts the holes of a message in. */
export function fillMessage(message: string, holes: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
}

function key(at: Origin, message: string): string {
  return at.kind === 'file'
    ? `${at.uri} ${at.range.start} ${at.range.end} ${message}`
    : `${at.view} ${at.key} ${message}`;
}

function lower(severity: Severity, atMost: Severity | undefined): Severity {
  return atMost !== undefined && grades.indexOf(atMost) < grades.indexOf(severity) ? atMost : severity;
}

/** A rule that throws is a bug of ours: it becomes one finding, and the other rules go on. */
function failure({ rule, group, place: uri }: Run, error: unknown): Diagnostic {
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

/** The findings that a check reports, each once. No text of them shows a password. */
export function gather(run: Run, check: (report: Report<Record<string, string>>) => void): readonly Diagnostic[] {
  const { rule, group } = run;
  // Most rules find nothing in most servers: what they would need is made when they do.
  let found: Map<string, Diagnostic> | undefined;
  const report: Report<Record<string, string>> = (at, id, holes, options: ReportOptions = {}) => {
    const message = maskSecrets(fillMessage(rule.messages[id] ?? id, holes));
    const { tags = [] } = options;
    const severity = lower(run.severity, options.atMost);
    const related = (options.related ?? []).map((it) => ({ ...it, message: maskSecrets(it.message) }));
    const fixes = (options.fixes ?? []).map((fix) => ({ ...fix, title: maskSecrets(fix.title) }));
    found ??= new Map();
    found.set(key(at, message), { rule: rule.id, group, severity, message, at, related, fixes, tags });
  };
  try {
    check(report);
  } catch (error) {
    return [failure(run, error)];
  }
  return found ? [...found.values()] : nothing;
}
