import type { Rule } from '../rule.ts';

export const authenticationRules: readonly Rule[] = [];
