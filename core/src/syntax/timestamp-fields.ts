/** What a field of a date and time looks like before it is understood (`ParseDateTime`). */
export interface TimestampField {
  readonly kind: 'date' | 'time' | 'zone' | 'number' | 'word' | 'special';
  /** Lower case. */
  readonly text: string;
}

/** What the words of a date mean (`datetktbl`), by kind. */
export interface TimestampWord {
  readonly kind: 'month' | 'weekday' | 'reserved' | 'meridian' | 'era' | 'ignored' | 'unit' | 'time' | 'daylight';
  readonly value: number;
}

const months = [
  ['jan', 'january'],
  ['feb', 'february'],
  ['mar', 'march'],
  ['apr', 'april'],
  ['may'],
  ['jun', 'june'],
  ['jul', 'july'],
  ['aug', 'august'],
  ['sep', 'sept', 'september'],
  ['oct', 'october'],
  ['nov', 'november'],
  ['dec', 'december'],
];

const weekdays =
  'sun sunday mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday';

function entries(kind: TimestampWord['kind'], words: string, value = 0): readonly (readonly [string, TimestampWord])[] {
  return words.split(' ').map((word) => [word, { kind, value }] as const);
}

/** The number that marks `infinity`, `-infinity` and `epoch` among the reserved words. */
export const notADate = 1;
/** Noon comes after this meridian. */
export const afternoon = 1;
/** The number that marks years before Christ. */
export const beforeChrist = 1;
/** The number that marks the label of a Julian day among the units. */
export const julian = 1;
/** Reserved words that give date, time and zone; `today` and the like give the date, `allballs` time and zone. */
export const reserved = { now: 2, day: 3, midnight: 4 } as const;

const always: ReadonlyMap<string, TimestampWord> = new Map([
  ...months.flatMap((names, index) => names.map((name) => [name, { kind: 'month', value: index + 1 }] as const)),
  ...entries('weekday', weekdays),
  ...entries('reserved', 'epoch infinity -infinity +infinity', notADate),
  ...entries('reserved', 'now', reserved.now),
  ...entries('reserved', 'today tomorrow yesterday', reserved.day),
  ...entries('reserved', 'allballs', reserved.midnight),
  ...entries('meridian', 'am'),
  ...entries('meridian', 'pm', afternoon),
  ...entries('era', 'ad'),
  ...entries('era', 'bc', beforeChrist),
  ...entries('ignored', 'at on'),
  ...entries('daylight', 'dst'),
  ...entries('time', 't'),
  ...entries('unit', 'j jd julian', julian),
  ...entries('unit', 'd', 2),
  ...entries('unit', 'h', 3),
  ...entries('unit', 'm', 4),
  ...entries('unit', 'mm', 5),
  ...entries('unit', 's', 6),
  ...entries('unit', 'y', 7),
  ...entries('unit', 'dow doy isodow isoyear', 8),
]);

/** The meaning of a word; undefined for one that is none. */
export function timestampWord(word: string): TimestampWord | undefined {
  return always.get(word);
}

const blank = /[ \t\n\v\f\r]/;
const time = /\d+:[\d:.]*/y;
const digits = /\d+/y;
const word = /[a-z]+/y;
const wordDate = /[a-z]+[-/.+\d][a-z\d+\-/_.:]*/y;
const zone = /\d[\d:.-]*/y;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** A field that starts with a digit; the delimiter of a date decides how far it goes. */
function numberField(text: string, at: number): TimestampField {
  const clock = match(time, text, at);
  if (clock !== undefined) return { kind: 'time', text: clock };
  const first = match(digits, text, at) ?? '';
  const delimiter = text.charAt(at + first.length);
  if (!/[-/.]/.test(delimiter)) return { kind: 'number', text: first };
  const rest = at + first.length + 1;
  const second = match(digits, text, rest);
  if (second === undefined) {
    const body = new RegExp(`[a-z0-9${delimiter === '-' ? '\\-' : delimiter === '/' ? '/' : '.'}]*`, 'y');
    return { kind: 'date', text: first + delimiter + (match(body, text, rest) ?? '') };
  }
  if (text.charAt(rest + second.length) !== delimiter) {
    return { kind: delimiter === '.' ? 'number' : 'date', text: first + delimiter + second };
  }
  const tail = new RegExp(`[\\d${delimiter === '-' ? '\\-' : delimiter}]*`, 'y');
  return { kind: 'date', text: first + delimiter + second + (match(tail, text, rest + second.length) ?? '') };
}

/** A field that starts with a letter: a word, or a date or zone name with punctuation inside. */
function letterField(text: string, at: number): TimestampField {
  const plain = match(word, text, at) ?? '';
  const next = text.charAt(at + plain.length);
  const isDate = /[-/.]/.test(next) || (/[+\d]/.test(next) && timestampWord(plain) === undefined);
  return isDate ? { kind: 'date', text: match(wordDate, text, at) ?? plain } : { kind: 'word', text: plain };
}

/** A field that starts with a sign, and how many characters it took; undefined if nothing fit follows. */
function signField(text: string, at: number): { field: TimestampField; length: number } | undefined {
  let from = at + 1;
  while (blank.test(text.charAt(from))) from++;
  const number = match(zone, text, from);
  const name = match(word, text, from);
  const body = number ?? name;
  if (body === undefined) return undefined;
  const kind = number === undefined ? 'special' : 'zone';
  return { field: { kind, text: text.charAt(at) + body }, length: from - at + body.length };
}

/** Bytes all fields together may have, each with a zero byte behind it (`MAXDATELEN` and `MAXDATEFIELDS`). */
const roomForFields = 128 + 25;
const mostFields = 25;

/** Splits a date and time into fields as `ParseDateTime` does; undefined where it gives up. */
export function timestampFields(value: string): readonly TimestampField[] | undefined {
  const text = value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const fields: TimestampField[] = [];
  let room = roomForFields;
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    if (blank.test(character)) {
      at++;
      continue;
    }
    if (fields.length >= mostFields) return undefined;
    const signed = /[-+]/.test(character) ? signField(text, at) : undefined;
    const field = signed?.field ?? unsignedField(text, at);
    if (field === undefined) return undefined;
    at += field === 'ignored' ? 1 : (signed?.length ?? field.text.length);
    if (field === 'ignored') continue;
    fields.push(field);
    room -= field.text.length + 1;
    if (room < 0) return undefined;
  }
  return fields;
}

/** A field that starts with no sign; `ignored` for punctuation, undefined for what no date may hold. */
function unsignedField(text: string, at: number): TimestampField | 'ignored' | undefined {
  const character = text.charAt(at);
  if (/\d/.test(character)) return numberField(text, at);
  if (character === '.') return { kind: 'number', text: `.${match(digits, text, at + 1) ?? ''}` };
  if (/[a-z]/.test(character)) return letterField(text, at);
  if (/[-+]/.test(character)) return undefined;
  return /[!-/:-@[-`{-~]/.test(character) ? 'ignored' : undefined;
}
