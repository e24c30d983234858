import { type Preset, presets, type Rule, type RuleFacts, type Severity } from '../rules/rule.ts';

/** Which rules run, and how much their findings weigh. */
export interface RuleChoice {
  /** None is as `recommended`: the rules that nobody has to ask for. */
  readonly presets: readonly Preset[];
  /** By rule id; wins over the presets and over the rule's own severity. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** Rules of the user's own organisation. */
  readonly organisation: readonly Rule[];
}

/** What holds where nobody has chosen. */
export const recommended: RuleChoice = { presets: ['recommended'], severities: {}, organisation: [] };

/** Every rule, as the tests of rules want it. */
export const everyRule: RuleChoice = { presets, severities: {}, organisation: [] };

/** The severity that findings of a rule have by that choice; `off` if it does not run. */
export function severityOf(rule: RuleFacts, choice: RuleChoice): Severity | 'off' {
  const chosen = choice.severities[rule.id];
  if (chosen !== undefined) return chosen;
  const asked = rule.presets === undefined || rule.presets.some((preset) => choice.presets.includes(preset));
  return asked ? rule.severity : 'off';
}
