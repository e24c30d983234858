import type { Fix, Related, RuleGroup, Severity } from '../rules/rule.ts';
import type { Origin } from '../text/origin.ts';

export type { RuleGroup };

/** One finding. */
export interface Diagnostic {
  readonly rule: string;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** At most 120 characters; names the consequence. */
  readonly message: string;
  readonly at: Origin;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
}
