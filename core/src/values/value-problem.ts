/** What the holes of each message hold. */
export interface ProblemHoles {
  notBoolean: 'value';
  notInteger: 'value';
  noFraction: 'value';
  notNumber: 'value';
  unknownUnit: 'unit' | 'units';
  unitNotAllowed: 'unit';
  outOfRange: 'value' | 'range';
  tooLarge: 'value';
  notMultiple: 'value' | 'factor';
  notZeroOrRange: 'value' | 'range';
  notZero: 'range';
  onlyOff: never;
  onlyOn: never;
  notInEnum: 'value' | 'words';
  badList: never;
  badWord: 'value' | 'words';
  wordAlone: 'value';
  conflictingWords: 'value';
  twice: 'value';
  needsDefaultLevel: never;
  badStandbyNames: never;
  badStandbyCount: 'value';
  badSlotName: 'value';
  badTimeZone: 'value';
  badAbbreviations: 'value';
  badEncoding: 'value';
  targetAction: 'value';
  targetImmediate: 'value';
  targetLsn: 'value';
  targetNameLong: never;
  targetNumber: 'value';
  targetTime: 'value';
  targetTimeRelative: 'value';
  targetTimelineRange: 'value';
  targetXidLow: 'value';
  badFunctions: never;
  empty: never;
  onlyNone: 'value';
  neverSettable: never;
}

/** The codes `checkRecoveryTarget` may give. */
const targetCodes = [
  'targetAction',
  'targetImmediate',
  'targetLsn',
  'targetNameLong',
  'targetNumber',
  'targetTime',
  'targetTimeRelative',
  'targetTimelineRange',
  'targetXidLow',
] as const;

/** Whether a code is one of a recovery target. */
export function isTargetCode(code: string): code is (typeof targetCodes)[number] {
  return targetCodes.some((it) => it === code);
}

export type ValueCode = keyof ProblemHoles;

/** Why the server does not take a value: the id of a message of the rules about values, and what fills it. */
export interface ValueProblem {
  readonly code: ValueCode;
  readonly holes: Readonly<Record<string, string | number>>;
}

/** The problem with a code; each hole of its message must be filled. */
export function problem<Code extends ValueCode>(
  code: Code,
  holes: { readonly [Hole in ProblemHoles[Code]]: string | number },
): ValueProblem {
  return { code, holes };
}

/** A value short enough to stand in a message. */
export function brief(value: string, limit = 18): string {
  const visible = value.replace(/\p{Cc}/gu, ' ');
  return visible.length > limit ? `${visible.slice(0, limit - 1)}…` : visible;
}
