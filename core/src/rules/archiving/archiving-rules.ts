import type { Rule } from '../rule.ts';

export const archivingRules: readonly Rule[] = [];
