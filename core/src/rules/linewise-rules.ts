import type { Rule, RuleGroup } from './rule.ts';
import { emptyHbaFile } from './syntax/empty-hba-file.ts';
import { unfilledPlaceholder } from './syntax/unfilled-placeholder.ts';
import { duplicateSetting } from './values/duplicate-setting.ts';
import { futureParameter } from './values/future-parameter.ts';
import { minorReleaseParameter } from './values/minor-release-parameter.ts';
import { overriddenSetting } from './values/overridden-setting.ts';
import { removedParameter } from './values/removed-parameter.ts';
import { serverProcessesAboveLimit } from './values/server-processes-above-limit.ts';
import { unknownEnumValue } from './values/unknown-enum-value.ts';

/** Of the groups that look at one line after another, those that look at several. */
const comparing: ReadonlySet<Rule> = new Set([
  emptyHbaFile,
  duplicateSetting,
  overriddenSetting,
  serverProcessesAboveLimit,
]);

/** Whether a rule can be asked of a single line, whatever the others say: what is made of a template may lack any of them. */
export function judgesLines(rule: Rule, group: RuleGroup): boolean {
  return (group === 'syntax' || group === 'values') && !comparing.has(rule);
}

const byMajor: ReadonlySet<string> = new Set(
  [futureParameter, minorReleaseParameter, removedParameter, unknownEnumValue].map(({ id }) => id),
);

/** Whether what a rule finds is a template part itself. */
export function judgesParts(rule: string): boolean {
  return rule === unfilledPlaceholder.id;
}

/** Whether what a rule refuses for one major may be right for another. */
export function differsByMajor(rule: string): boolean {
  return byMajor.has(rule);
}
