import type { Major } from '../catalog/parameter.ts';
import { dayIsReal, isInRange, julianDayOf } from './timestamp-calendar.ts';
import {
  afternoon,
  beforeChrist,
  julian,
  notADate,
  reserved,
  type TimestampField,
  timestampFields,
  timestampWord,
} from './timestamp-fields.ts';
import {
  type Clock,
  dateParts,
  fraction,
  part,
  readNumber,
  readRun,
  readTime,
  timeParts,
  toInt,
} from './timestamp-numbers.ts';
import { isZoneAbbreviation, isZoneName, zoneOffset } from './timestamp-zones.ts';

/** `special` is epoch or infinity. */
export type TimestampKind = 'date' | 'special';

/** Words that label the number behind them, up to 15 (`y2001m02d04`); by the numbers of `timestampWord`. */
const labels: readonly (readonly [keyof typeof part, keyof Clock] | undefined)[] = [
  undefined,
  undefined,
  ['day', 'day'],
  ['hour', 'hour'],
  ['month', 'month'],
  ['minute', 'minute'],
  ['second', 'second'],
  ['year', 'year'],
];

/** A label that waits for its number: the number of a unit, or the `t` before a time. */
type Label = number | 'time' | undefined;

/** Understands the fields of one text, one after the other (`DecodeDateTime`). */
class TimestampReader {
  readonly #major: Major;
  readonly #clock: Clock = {
    year: 0,
    month: 0,
    day: 0,
    dayOfYear: 0,
    hour: 0,
    minute: 0,
    second: 0,
    microsecond: 0,
    twoDigits: false,
  };
  #known = 0;
  #label: Label;
  #textMonth = false;
  #julianDay: number | undefined;
  #isBc = false;
  #meridian: number | undefined;
  #hasZoneName = false;
  #offset = 0;
  #kind: TimestampKind = 'date';

  constructor(major: Major) {
    this.#major = major;
  }

  read(fields: readonly TimestampField[]): TimestampKind | undefined {
    for (const [index, field] of fields.entries()) {
      const set = this.#field(field, fields[index + 1]);
      if (set === undefined || (set & this.#known) !== 0) return undefined;
      this.#known |= set;
    }
    if (this.#label !== undefined && this.#major >= 16) return undefined;
    return this.#kind === 'special' || this.#isSound() ? this.#kind : undefined;
  }

  /** The parts a field sets; undefined for one that cannot stand here. */
  #field(field: TimestampField, next: TimestampField | undefined): number | undefined {
    switch (field.kind) {
      case 'date':
        return this.#date(field.text);
      case 'time':
        if (this.#label !== undefined && this.#label !== 'time') return undefined;
        this.#label = undefined;
        return readTime(field.text, this.#clock, this.#loneDot) ? timeParts : undefined;
      case 'zone':
        return this.#zone(field.text);
      case 'number':
        return this.#label === undefined ? this.#number(field.text) : this.#labelled(field.text);
      default:
        return this.#word(field.text, next);
    }
  }

  /** A dot without digits behind it is a fraction from 15 on. */
  get #loneDot(): boolean {
    return this.#major >= 15;
  }

  #zone(text: string): number | undefined {
    const offset = zoneOffset(text);
    if (offset === undefined) return undefined;
    this.#offset = offset;
    return part.zone;
  }

  #date(text: string): number | undefined {
    if (this.#label === julian) {
      const digits = /^\d*/.exec(text)?.[0] ?? '';
      return this.#setJulianDay(digits) && this.#zone(text.slice(digits.length))
        ? dateParts | timeParts | part.zone
        : undefined;
    }
    const hasDay = (this.#known & (part.month | part.day)) === (part.month | part.day);
    if (this.#label === undefined && !hasDay) return this.#wholeDate(text);
    if (/^\d/.test(text) || this.#label !== undefined) return this.#timeWithZone(text);
    return this.#zoneName(text);
  }

  #zoneName(text: string): number | undefined {
    if (!isZoneName(text)) return undefined;
    this.#hasZoneName = true;
    return part.zone;
  }

  /** `hhmmss-zz` behind a date. */
  #timeWithZone(text: string): number | undefined {
    if (this.#label !== undefined && this.#label !== 'time') return undefined;
    this.#label = undefined;
    const minus = text.indexOf('-');
    if ((this.#known & timeParts) === timeParts || minus < 0) return undefined;
    if (this.#zone(text.slice(minus)) === undefined) return undefined;
    const set = readRun(text.slice(0, minus), this.#known, this.#clock);
    return set === undefined ? undefined : set | part.zone;
  }

  /** A date in one field (`DecodeDate`): the month's name first, then the numbers. */
  #wholeDate(text: string): number | undefined {
    const items = dateItems(text);
    if (!items) return undefined;
    let set = 0;
    const add = (parts: number | undefined) => {
      if (parts === undefined || ((this.#known | set) & parts) !== 0) return false;
      set |= parts;
      return true;
    };
    let textMonth = false;
    for (const item of items.filter((it) => /^[a-z]/.test(it))) {
      const word = timestampWord(item);
      if (word?.kind === 'ignored') continue;
      if (word?.kind !== 'month' || !add(part.month)) return undefined;
      this.#clock.month = word.value;
      textMonth = true;
    }
    for (const item of items.filter((it) => /^\d/.test(it))) {
      if (!add(readNumber(item, this.#known | set, textMonth, this.#clock, this.#loneDot))) return undefined;
    }
    const all = (this.#known | set) & ~(part.dayOfYear | part.zone);
    return all === dateParts ? set : undefined;
  }

  #setJulianDay(digits: string): boolean {
    const day = toInt(digits);
    if (day === undefined) return false;
    this.#julianDay = day;
    this.#label = undefined;
    return true;
  }

  /** A number behind a label. */
  #labelled(text: string): number | undefined {
    const label = this.#label;
    const dot = text.indexOf('.');
    const digits = dot < 0 ? text : text.slice(0, dot);
    const value = toInt(digits);
    if (value === undefined || digits === '') return undefined;
    this.#label = undefined;
    if (label === julian) {
      this.#julianDay = value;
      if (dot < 0) return dateParts;
      return fraction(text.slice(dot), this.#loneDot) === undefined ? undefined : dateParts | timeParts;
    }
    if (label === 'time') {
      return readRun(text, this.#known | dateParts, this.#clock) === timeParts ? timeParts : undefined;
    }
    const unit = typeof label === 'number' && this.#major <= 15 ? labels[label] : undefined;
    if (!unit || (dot >= 0 && unit[0] !== 'second')) return undefined;
    const minutes = unit[0] === 'month' && (this.#known & part.month) !== 0 && (this.#known & part.hour) !== 0;
    Object.assign(this.#clock, { [minutes ? 'minute' : unit[1]]: value });
    return part[minutes ? 'minute' : unit[0]];
  }

  #number(text: string): number | undefined {
    const dot = text.indexOf('.');
    const known = this.#known;
    if (dot >= 0 && (known & dateParts) === 0) return this.#wholeDate(text);
    const isRun = dot > 2 || (text.length >= 6 && ((known & dateParts) === 0 || (known & timeParts) === 0));
    if (isRun) return readRun(text, known, this.#clock);
    return readNumber(text, known, this.#textMonth, this.#clock, this.#loneDot);
  }

  #word(text: string, next: TimestampField | undefined): number | undefined {
    if (isZoneAbbreviation(text, this.#major)) return part.zone;
    const word = timestampWord(text);
    switch (word?.kind) {
      case 'reserved':
        return this.#reserved(word.value);
      case 'month':
        return this.#month(word.value);
      case 'weekday':
        return part.weekday;
      case 'meridian':
        this.#meridian = word.value;
        return part.meridian;
      case 'era':
        this.#isBc = word.value === beforeChrist;
        return part.era;
      case 'ignored':
        return 0;
      case 'daylight':
        return part.daylight | part.daylightWord;
      case 'unit':
        return this.#setLabel(word.value);
      case 'time':
        return this.#timeMark(next);
      default:
        return this.#zoneName(text);
    }
  }

  #setLabel(label: Label): number | undefined {
    if (this.#label !== undefined && this.#major >= 16) return undefined;
    this.#label = label;
    return 0;
  }

  /** The `t` between date and time. */
  #timeMark(next: TimestampField | undefined): number | undefined {
    if ((this.#known & dateParts) !== dateParts) return undefined;
    if (this.#major <= 15 && (!next || !/^(number|time|date)$/.test(next.kind))) return undefined;
    return this.#setLabel('time');
  }

  #reserved(value: number): number {
    if (value === reserved.midnight) return timeParts | part.zone;
    if (value === notADate) this.#kind = 'special';
    // The clock is not asked: any day that exists will do.
    else Object.assign(this.#clock, { year: 2000, month: 1, day: 1 });
    return value === reserved.day ? dateParts : dateParts | timeParts | part.zone;
  }

  #month(value: number): number {
    const { month } = this.#clock;
    let set: number = part.month;
    const isDay = (this.#known & part.month) !== 0 && !this.#textMonth && (this.#known & part.day) === 0;
    if (isDay && month >= 1 && month <= 31) {
      this.#clock.day = month;
      set = part.day;
    }
    this.#textMonth = true;
    this.#clock.month = value;
    return set;
  }

  /** Whether what was collected is a moment (`ValidateDate`, `tm2timestamp`). */
  #isSound(): boolean {
    if (!this.#settleYear() || !this.#monthAndDayFit()) return false;
    const noon = 12;
    if (this.#meridian !== undefined && this.#clock.hour > noon) return false;
    if ((this.#known & dateParts) !== dateParts) return false;
    if (this.#known & part.daylightWord && (this.#hasZoneName || !(this.#known & part.zone))) return false;
    const { hour, minute, second } = this.#clock;
    const shifted =
      this.#meridian === afternoon ? (hour % noon) + noon : this.#meridian === undefined ? hour : hour % noon;
    const day = this.#julianDay ?? julianDayOf(this.#clock.year, this.#clock.month, this.#clock.day);
    return isInRange(day, shifted * 3600 + minute * 60 + second - this.#offset);
  }

  #settleYear(): boolean {
    const { year, twoDigits } = this.#clock;
    if (!(this.#known & part.year) || this.#julianDay !== undefined) return true;
    if (this.#isBc) this.#clock.year = 1 - year;
    else if (twoDigits) this.#clock.year += year < 70 ? 2000 : year < 100 ? 1900 : 0;
    return twoDigits && !this.#isBc ? true : year > 0;
  }

  #monthAndDayFit(): boolean {
    const { year, month, day, dayOfYear } = this.#clock;
    if (this.#julianDay !== undefined) return true;
    if (this.#known & part.dayOfYear) {
      this.#julianDay = julianDayOf(year, 1, 1) + dayOfYear - 1;
      return true;
    }
    if (this.#known & part.month && (month < 1 || month > 12)) return false;
    if (this.#known & part.day && (day < 1 || day > 31)) return false;
    return (this.#known & dateParts) !== dateParts || dayIsReal(year, month, day);
  }
}

/** The numbers and words of a date, as `DecodeDate` takes it apart: the character behind each is lost. */
function dateItems(text: string): readonly string[] | undefined {
  const items: string[] = [];
  for (let at = 0; at < text.length; ) {
    while (at < text.length && !/[a-z\d]/.test(text.charAt(at))) at++;
    if (at >= text.length) return undefined;
    const item = /^(?:\d+|[a-z]+)/.exec(text.slice(at))?.[0] ?? '';
    items.push(item);
    at += item.length + 1;
  }
  return items;
}

/**
 * Whether the server understands a text as a date and time (`ParseDateTime`, `DecodeDateTime`; month before day, as
 * `datestyle` is by default): `date`, `special` for epoch and infinity, undefined if it does not.
 */
export function timestampKind(text: string, major: Major): TimestampKind | undefined {
  const fields = timestampFields(text);
  return fields && new TimestampReader(major).read(fields);
}
