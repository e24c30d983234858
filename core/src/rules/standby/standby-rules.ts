import type { Rule } from '../rule.ts';
import { invalidConninfo } from './invalid-conninfo.ts';
import { unknownConninfoKeyword } from './unknown-conninfo-keyword.ts';

/** What keeps a standby from following its primary, although it starts. */
export const standbyRules: readonly Rule[] = [invalidConninfo, unknownConninfoKeyword];
