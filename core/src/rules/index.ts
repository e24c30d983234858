import type { Rule, RuleGroup } from './rule.ts';
import { confSyntax } from './syntax/conf-syntax.ts';
import { missingInclude } from './syntax/missing-include.ts';
import { includeElsewhere } from './syntax/include-elsewhere.ts';
import { overriddenSetting } from './values/overridden-setting.ts';
import { duplicateSetting } from './values/duplicate-setting.ts';
import { removedParameter } from './values/removed-parameter.ts';
import { futureParameter } from './values/future-parameter.ts';
import { unknownParameter } from './values/unknown-parameter.ts';

/** Every rule, by group, in the order in which they run. The group is not part of a rule's id. */
export const ruleGroups: readonly { readonly group: RuleGroup; readonly rules: readonly Rule[] }[] = [
  { group: 'syntax', rules: [confSyntax, missingInclude, includeElsewhere] },
  { group: 'values', rules: [unknownParameter, removedParameter, futureParameter, duplicateSetting, overriddenSetting] },
];
