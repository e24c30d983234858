import type { Major } from '../catalog/parameter.ts';
import type { DateTimeField } from './date-time-fields.ts';
import { isTimeZone } from './time-zone.ts';

/** What a piece of a written time can say. */
type Part = 'year' | 'month' | 'day' | 'time' | 'zone' | 'half' | 'era' | 'weekday';

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const longMonths = 'january february march april may june july august september october november december'.split(' ');
const weekdays = new Set(
  'sun sunday mon monday tue tues tuesday wed wednesday weds thu thur thurs thursday fri friday sat saturday'.split(
    ' ',
  ),
);

function monthOf(word: string): number {
  if (word === 'sept') return 9;
  return Math.max(months.indexOf(word), longMonths.indexOf(word)) + 1;
}

/** Collects what the pieces say and refuses contradictions, as `DecodeDateTime` does; each method tells whether it could. */
export class DateTimeDecoder {
  readonly #major: Major;
  readonly #known = new Set<Part>();
  #year = 0;
  #month = 0;
  #day = 0;
  #hour = 0;
  #twoDigits = false;
  #monthWord = false;
  #half = '';
  #beforeChrist = false;
  /** A prefix such as `t` or `j` that says what the next number is. */
  #prefix = '';

  constructor(major: Major) {
    this.#major = major;
  }

  get #hasDate(): boolean {
    return this.#known.has('year') && this.#known.has('month') && this.#known.has('day');
  }

  #add(...parts: readonly Part[]): boolean {
    if (parts.some((part) => this.#known.has(part))) return false;
    for (const part of parts) this.#known.add(part);
    return true;
  }

  /** Takes in one piece; `next` is the one behind it. False: the server refuses the whole. */
  take(field: DateTimeField, next: DateTimeField | undefined): boolean {
    switch (field.kind) {
      case 'date':
        return this.#takeDate(field.text);
      case 'time':
        if (this.#prefix !== '' && this.#prefix !== 't') return false;
        this.#prefix = '';
        return this.#takeClock(field.text);
      case 'zone':
        return isOffset(field.text) && this.#add('zone');
      case 'number':
        return this.#takeNumber(field.text);
      default:
        return this.#takeWord(field.text, next);
    }
  }

  #takeDate(text: string): boolean {
    const behindDate = this.#known.has('month') && this.#known.has('day');
    if (this.#prefix === '' && !behindDate) return this.#readDate(text);
    if (!/^[0-9]/.test(text) && this.#prefix === '') return isTimeZone(text) && this.#add('zone');
    if (this.#prefix !== '' && this.#prefix !== 't') return false;
    this.#prefix = '';
    const dash = text.indexOf('-');
    if (dash < 0 || this.#known.has('time')) return false;
    return this.#readCompact(text.slice(0, dash)) && isOffset(text.slice(dash)) && this.#add('zone');
  }

  /** A date whose parts are told apart by signs (`DecodeDate`): a month in letters first, then the numbers. */
  #readDate(text: string): boolean {
    const parts = text.match(/[0-9]+|[a-z]+/g) ?? [];
    if (/[^a-z0-9]$/.test(text)) return false;
    for (const word of parts.filter((part) => /[a-z]/.test(part))) {
      const month = monthOf(word);
      if (month === 0 || !this.#add('month')) return false;
      this.#month = month;
      this.#monthWord = true;
    }
    return parts.filter((part) => /[0-9]/.test(part)).every((part) => this.#readNumber(part)) && this.#hasDate;
  }

  #takeClock(text: string): boolean {
    const found = /^(\d+):(\d+)(?::(\d+)(\.\d*)?|(\.\d*))?$/.exec(text);
    if (!found || (found[4] === '.' && this.#major <= 14)) return false;
    const isShort = found[5] !== undefined;
    const [hour, minute, second] = isShort
      ? [0, Number(found[1]), Number(found[2])]
      : [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
    if (minute > 59 || second > 60 || hour > 24) return false;
    if (hour === 24 && (minute > 0 || second > 0 || Number(found[4] ?? 0) > 0)) return false;
    this.#hour = hour;
    return this.#add('time');
  }

  #takeNumber(text: string): boolean {
    const prefix = this.#prefix;
    this.#prefix = '';
    if (prefix === 't') return this.#readCompact(text);
    if (prefix === 'j') return this.#takeJulian(text);
    if (prefix !== '') return this.#takeNamed(prefix, Number(text));
    const point = text.indexOf('.');
    if (point >= 0 && !this.#anyDate()) return this.#readDate(text);
    if (point > 2) return this.#readCompact(text);
    if (text.length >= 6 && !(this.#hasDate && this.#known.has('time'))) return this.#readCompact(text);
    return this.#readNumber(text);
  }

  /** A number behind the letter of its unit, as `y2026m11d23` up to 15. */
  #takeNamed(prefix: string, value: number): boolean {
    if (prefix === 'h' || prefix === 's') return true;
    const part = prefix === 'y' ? 'year' : prefix === 'd' ? 'day' : 'month';
    if (part === 'year') this.#year = value;
    else if (part === 'day') this.#day = value;
    else this.#month = value;
    return this.#add(part);
  }

  #anyDate(): boolean {
    return this.#known.has('year') || this.#known.has('month') || this.#known.has('day');
  }

  #takeJulian(text: string): boolean {
    const days = Number(text);
    if (!(days < 109_203_528) || !this.#add('year', 'month', 'day')) return false;
    if (text.includes('.')) this.#known.add('time');
    [this.#year, this.#month, this.#day] = [2000, 1, 1];
    return true;
  }

  /** `yyyymmdd`, `hhmmss` or `hhmm`, whichever is still wanted (`DecodeNumberField`). */
  #readCompact(text: string): boolean {
    const digits = text.split('.')[0] ?? '';
    if (!/^\d+$/.test(digits)) return false;
    if (!text.includes('.') && !this.#hasDate && digits.length >= 6) {
      if (!this.#add('year', 'month', 'day')) return false;
      this.#year = Number(digits.slice(0, -4));
      this.#month = Number(digits.slice(-4, -2));
      this.#day = Number(digits.slice(-2));
      this.#twoDigits = digits.length === 6;
      return true;
    }
    if (digits.length !== 6 && digits.length !== 4) return false;
    return this.#takeClock(`${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4) || '0'}`);
  }

  /** One number of a date, by what is known already (`DecodeNumber`, order month, day, year). */
  #readNumber(text: string): boolean {
    const [whole = '', fraction] = text.split('.');
    if (fraction !== undefined && whole.length > 2) return this.#readCompact(text);
    const value = Number(whole);
    const [year, month, day] = [this.#known.has('year'), this.#known.has('month'), this.#known.has('day')];
    if (whole === '' || value > 2 ** 31 - 1) return false;
    if (whole.length === 3 && year && !month && !day && value >= 1 && value <= 366) {
      [this.#month, this.#day] = [1, 1];
      return this.#add('month', 'day');
    }
    if (year && month && day) return this.#readCompact(whole);
    if (year && month && this.#monthWord && whole.length >= 3 && this.#twoDigits) {
      [this.#day, this.#year, this.#twoDigits] = [this.#year, value, false];
      return this.#add('day');
    }
    const isYear = !year && (day ? month : whole.length >= 3 && (!month || this.#monthWord));
    if (isYear) {
      this.#year = value;
      this.#twoDigits = whole.length <= 2;
      return this.#add('year');
    }
    if (month) this.#day = value;
    else this.#month = value;
    return this.#add(month ? 'day' : 'month');
  }

  #takeWord(word: string, next: DateTimeField | undefined): boolean {
    const month = monthOf(word);
    if (month > 0) return this.#takeMonth(month);
    if (weekdays.has(word)) return this.#add('weekday');
    switch (word) {
      case 'at':
      case 'on':
        return true;
      case 'ad':
      case 'bc':
        this.#beforeChrist = word === 'bc';
        return this.#add('era');
      case 'am':
      case 'pm':
        this.#half = word;
        return this.#add('half');
      case 'allballs':
        return this.#add('time', 'zone');
      case 'now':
        return this.#takeDay() && this.#add('time', 'zone');
      case 'today':
      case 'tomorrow':
      case 'yesterday':
        return this.#takeDay();
      case 't':
        this.#prefix = 't';
        return this.#hasDate && (next?.kind === 'number' || next?.kind === 'time' || next?.kind === 'date');
      case 'j':
      case 'jd':
      case 'julian':
        this.#prefix = 'j';
        return true;
      case 'y':
      case 'm':
      case 'mm':
      case 'd':
      case 'h':
      case 's':
        this.#prefix = word;
        return this.#major <= 15;
      default:
        return isTimeZone(word) && this.#add('zone');
    }
  }

  #takeDay(): boolean {
    [this.#year, this.#month, this.#day] = [2000, 1, 1];
    return this.#add('year', 'month', 'day');
  }

  /** The name of a month; a number taken for the month before was the day then. */
  #takeMonth(month: number): boolean {
    const wasDay = this.#known.has('month') && !this.#monthWord && !this.#known.has('day');
    if (wasDay && this.#month >= 1 && this.#month <= 31) this.#day = this.#month;
    if (!this.#add(wasDay ? 'day' : 'month')) return false;
    this.#month = month;
    this.#monthWord = true;
    return true;
  }

  /** Whether all that was taken in is a whole date, and one there is. */
  isWhole(): boolean {
    if (!this.#hasDate || this.#prefix !== '') return false;
    if (this.#half !== '' && this.#hour > 12) return false;
    let year = this.#year;
    if (this.#beforeChrist) {
      if (year <= 0) return false;
      year = 1 - year;
    } else if (this.#twoDigits) year += year < 70 ? 2000 : 1900;
    else if (year <= 0) return false;
    if (this.#month < 1 || this.#month > 12 || this.#day < 1 || this.#day > daysOf(year, this.#month)) return false;
    const day = year * 10_000 + this.#month * 100 + this.#day;
    return year <= 294_276 && day >= firstDay;
  }
}

/** 24 November 4714 BC, as year -4713. */
const firstDay = -4713 * 10_000 + 1124;

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Hours and perhaps minutes and seconds off UTC, less than 16 hours (`DecodeTimezone`). */
function isOffset(text: string): boolean {
  const found = /^[-+](\d+)(?::(\d+)(?::(\d+))?)?$/.exec(text);
  if (!found) return false;
  let hours = Number(found[1]);
  let minutes = Number(found[2] ?? 0);
  if (found[2] === undefined && text.length > 3) {
    minutes = hours % 100;
    hours = Math.floor(hours / 100);
  }
  return hours <= 15 && minutes <= 59 && Number(found[3] ?? 0) <= 59;
}
