import type { Rule } from '../rule.ts';
import { unusedSuppression } from './unused-suppression.ts';

export const commentRules: readonly Rule[] = [unusedSuppression];
