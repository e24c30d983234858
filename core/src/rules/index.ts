import { archivingRules } from './archiving/archiving-rules.ts';
import { authenticationRules } from './authentication/authentication-rules.ts';
import { commentRules } from './comments/comment-rules.ts';
import { failoverRules } from './failover/failover-rules.ts';
import { logicalRules } from './logical/logical-rules.ts';
import { recoveryRules } from './recovery/recovery-rules.ts';
import { retentionRules } from './retention/retention-rules.ts';
import type { Rule, RuleFacts, RuleGroup } from './rule.ts';
import { standbyRules } from './standby/standby-rules.ts';
import { startupRules } from './startup/startup-rules.ts';
import { synchronousRules } from './synchronous/synchronous-rules.ts';
import { syntaxRules } from './syntax/syntax-rules.ts';
import { topologyRules } from './topology/topology-rules.ts';
import { nameRules } from './values/name-rules.ts';
import { serverProcessesAboveLimit } from './values/server-processes-above-limit.ts';
import { valueRules } from './values/value-rules.ts';

/** Every rule about one server, by group, in the order in which they run. The group is not part of a rule's id. */
export const serverRuleGroups: readonly { readonly group: RuleGroup; readonly rules: readonly Rule[] }[] = [
  { group: 'syntax', rules: syntaxRules },
  { group: 'values', rules: [...nameRules, ...valueRules, serverProcessesAboveLimit] },
  { group: 'startup', rules: startupRules },
  { group: 'recovery', rules: recoveryRules },
  { group: 'synchronous', rules: synchronousRules },
  { group: 'standby', rules: standbyRules },
  { group: 'archiving', rules: archivingRules },
  { group: 'retention', rules: retentionRules },
  { group: 'logical', rules: logicalRules },
  { group: 'failover', rules: failoverRules },
  { group: 'authentication', rules: authenticationRules },
  { group: 'comments', rules: commentRules },
];

/** Every rule, by group: those about several servers last. */
export const ruleGroups: readonly { readonly group: RuleGroup; readonly rules: readonly RuleFacts[] }[] = [
  ...serverRuleGroups,
  { group: 'topology', rules: topologyRules },
];

/** The id of every rule. */
export const ruleIds: readonly string[] = ruleGroups.flatMap(({ rules }) => rules.map(({ id }) => id));
