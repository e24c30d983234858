import type { Rule } from '../rule.ts';

export const retentionRules: readonly Rule[] = [];
