import type { Rule } from '../rule.ts';

export const logicalRules: readonly Rule[] = [];
