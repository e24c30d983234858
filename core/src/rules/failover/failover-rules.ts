import type { Rule } from '../rule.ts';

export const failoverRules: readonly Rule[] = [];
