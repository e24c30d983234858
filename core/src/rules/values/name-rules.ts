import type { Rule } from '../rule.ts';
import { duplicateSetting } from './duplicate-setting.ts';
import { futureParameter } from './future-parameter.ts';
import { minorReleaseParameter } from './minor-release-parameter.ts';
import { overriddenSetting } from './overridden-setting.ts';
import { removedParameter } from './removed-parameter.ts';
import { unknownParameter } from './unknown-parameter.ts';
import { unknownRecoveryParameter } from './unknown-recovery-parameter.ts';

/** What names say: unknown, gone, not yet there, set more than once. */
export const nameRules: readonly Rule[] = [
  unknownParameter,
  unknownRecoveryParameter,
  removedParameter,
  futureParameter,
  minorReleaseParameter,
  duplicateSetting,
  overriddenSetting,
];
