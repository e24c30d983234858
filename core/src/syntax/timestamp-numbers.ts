/** Which parts of a date and time are known already; a part may be given only once. */
export const part = {
  year: 1,
  month: 2,
  day: 4,
  hour: 8,
  minute: 16,
  second: 32,
  zone: 64,
  daylight: 128,
  daylightWord: 256,
  meridian: 512,
  weekday: 1024,
  era: 2048,
  dayOfYear: 4096,
} as const;
/** A whole date. */
export const dateParts = part.year | part.month | part.day;
/** A whole time of day. */
export const timeParts = part.hour | part.minute | part.second;

/** The parts of a date and time while they are collected. */
export interface Clock {
  year: number;
  month: number;
  day: number;
  dayOfYear: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  /** Whether the year was written with one or two digits. */
  twoDigits: boolean;
}

/** 32 bits as C's `strtol` into an int reads them; undefined beyond. */
export function toInt(digits: string): number | undefined {
  const value = digits === '' ? 0 : Number(digits);
  return value < 2 ** 31 ? value : undefined;
}

/** Microseconds of `.ddd`; undefined for a lone dot, which only some majors take. */
export function fraction(text: string, loneDot: boolean): number | undefined {
  if (text === '.') return loneDot ? 0 : undefined;
  return /^\.\d+$/.test(text) ? Math.round(Number(`0${text}`) * 1e6) : undefined;
}

/**
 * A run of digits that is a whole date (six or more) or a whole time (four or six), as `DecodeNumberField` decides.
 * Returns the parts it set; undefined if it is neither.
 */
export function readRun(text: string, known: number, clock: Clock): number | undefined {
  const dot = text.indexOf('.');
  const digits = dot < 0 ? text : text.slice(0, dot);
  if (dot >= 0) clock.microsecond = Math.round(Number(`0${text.slice(dot)}0`) * 1e6);
  const atoi = (from: number, to: number) => Number(digits.slice(Math.max(0, from), Math.max(0, to)));
  const size = digits.length;
  if (dot < 0 && (known & dateParts) !== dateParts && size >= 6) {
    clock.day = atoi(size - 2, size);
    clock.month = atoi(size - 4, size - 2);
    clock.year = atoi(0, size - 4);
    if (size === 6) clock.twoDigits = true;
    return dateParts;
  }
  if ((known & timeParts) === timeParts || (size !== 6 && size !== 4)) return undefined;
  clock.second = size === 6 ? atoi(4, 6) : 0;
  clock.minute = atoi(2, 4);
  clock.hour = atoi(0, 2);
  return timeParts;
}

/** What is set by a number that is one part of a date, when these parts are known (`DecodeNumber`, month before day). */
function partOf(length: number, known: number, textMonth: boolean, clock: Clock, value: number): number | undefined {
  const set = (which: 'year' | 'month' | 'day') => {
    clock[which] = value;
    return part[which];
  };
  switch (known & dateParts) {
    case 0:
      return set(length >= 3 ? 'year' : 'month');
    case part.year:
    case part.day:
      return set('month');
    case part.month:
      return set(textMonth && length >= 3 ? 'year' : 'day');
    case part.year | part.month:
      if (!textMonth || length < 3 || !clock.twoDigits) return set('day');
      clock.day = clock.year;
      clock.year = value;
      clock.twoDigits = false;
      return part.day;
    case part.month | part.day:
      return set('year');
    default:
      return undefined;
  }
}

/** Reads one number of a date (`DecodeNumber`): the parts it set, undefined if it fits nowhere. */
export function readNumber(
  text: string,
  known: number,
  textMonth: boolean,
  clock: Clock,
  loneDot: boolean,
): number | undefined {
  const dot = text.indexOf('.');
  const digits = dot < 0 ? text : text.slice(0, dot);
  const value = toInt(digits);
  if (value === undefined || digits === '') return undefined;
  if (dot > 2) return readRun(text, known | dateParts, clock);
  if (dot >= 0) {
    const microseconds = fraction(text.slice(dot), loneDot);
    if (microseconds === undefined) return undefined;
    clock.microsecond = microseconds;
  }
  if (text.length === 3 && (known & dateParts) === part.year && value >= 1 && value <= 366) {
    clock.dayOfYear = value;
    return part.dayOfYear | part.month | part.day;
  }
  if ((known & dateParts) === dateParts) return readRun(text, known, clock);
  const set = partOf(text.length, known, textMonth, clock, value);
  if (set === part.year) clock.twoDigits = text.length <= 2;
  return set;
}

/** Reads `hh:mm[:ss[.fff]]` (`DecodeTime`); whether it is a time of day, 24:00 and a leap second included. */
export function readTime(text: string, clock: Clock, loneDot: boolean): boolean {
  const found = /^(\d+):(\d*)(?::(\d*))?(\.\d*)?$/.exec(text);
  if (!found) return false;
  const [, first = '', second = '', third, dot] = found;
  const microsecond = dot === undefined ? 0 : fraction(dot, loneDot);
  const minutesFirst = third === undefined && dot !== undefined;
  const hour = toInt(minutesFirst ? '' : first);
  const minute = toInt(minutesFirst ? first : second);
  const seconds = toInt(minutesFirst ? second : (third ?? ''));
  if (hour === undefined || minute === undefined || seconds === undefined || microsecond === undefined) return false;
  Object.assign(clock, { hour, minute, second: seconds, microsecond });
  if (minute > 59 || seconds > 60 || hour > 24) return false;
  return hour < 24 || (minute === 0 && seconds === 0 && microsecond === 0);
}
