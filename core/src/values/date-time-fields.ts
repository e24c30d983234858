/** A piece of a written time, sorted as the server sorts it before it decodes any. */
export interface DateTimeField {
  readonly kind: 'number' | 'date' | 'time' | 'zone' | 'word' | 'special';
  /** In lower case. */
  readonly text: string;
}

/** Words that never begin the name of a zone with digits or signs in it. */
const plainWords = new Set(
  (
    'ad allballs am apr april at aug august bc d dec december dow doy dst epoch feb february fri friday h ' +
    'infinity isodow isoyear j jan january jd jul julian july jun june m mar march may mm mon monday nov november now ' +
    'oct october on pm s sat saturday sep sept september sun sunday t thu thur thurs thursday today tomorrow tue tues ' +
    'tuesday wed wednesday weds y yesterday'
  ).split(' '),
);

const mostFields = 25;
const mostCharacters = 128;

interface Read {
  readonly field?: DateTimeField;
  readonly end: number;
}

function run(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** A piece that begins with a digit: a time, a date, or a number with or without a fraction. */
function readDigits(text: string, at: number): Read {
  const time = run(/\d+:[\d:.]*/y, text, at);
  if (time !== '') return { field: { kind: 'time', text: time }, end: at + time.length };
  const digits = run(/\d+/y, text, at);
  const delimiter = text[at + digits.length] ?? '';
  if (delimiter === '' || !'-/.'.includes(delimiter)) {
    return { field: { kind: 'number', text: digits }, end: at + digits.length };
  }
  const second = run(/\d+/y, text, at + digits.length + 1);
  if (second === '') {
    const rest = run(delimiter === '-' ? /[\w-]*/y : delimiter === '/' ? /[\w/]*/y : /[\w.]*/y, text, at);
    return { field: { kind: 'date', text: rest.replaceAll('_', ' ') }, end: at + rest.length };
  }
  const end = at + digits.length + 1 + second.length;
  if (text[end] !== delimiter) {
    return { field: { kind: delimiter === '.' ? 'number' : 'date', text: text.slice(at, end) }, end };
  }
  const more = run(delimiter === '-' ? /[\d-]+/y : delimiter === '/' ? /[\d/]+/y : /[\d.]+/y, text, end);
  return { field: { kind: 'date', text: text.slice(at, end + more.length) }, end: end + more.length };
}

/** A piece that begins with a letter: a word, or a date or zone that goes on with other signs. */
function readLetters(text: string, at: number): Read {
  const word = run(/[a-z]+/y, text, at);
  const next = text[at + word.length] ?? ' ';
  const goesOn = '-/.'.includes(next) || (/[+\d]/.test(next) && !plainWords.has(word));
  if (!goesOn) return { field: { kind: 'word', text: word }, end: at + word.length };
  const rest = run(/[a-z0-9+\-/_.:]+/y, text, at + word.length);
  return { field: { kind: 'date', text: word + rest }, end: at + word.length + rest.length };
}

/** A piece that begins with a sign: an offset from UTC, or a word such as `-infinity`. */
function readSign(text: string, at: number): Read | undefined {
  const start = at + 1 + run(/[ \t\n\v\f\r]*/y, text, at + 1).length;
  const zone = run(/\d[\d:.-]*/y, text, start);
  if (zone !== '') return { field: { kind: 'zone', text: `${text[at]}${zone}` }, end: start + zone.length };
  const word = run(/[a-z]+/y, text, start);
  return word === '' ? undefined : { field: { kind: 'special', text: `${text[at]}${word}` }, end: start + word.length };
}

function readField(text: string, at: number): Read | undefined {
  const sign = text[at] ?? '';
  if (/[0-9]/.test(sign)) return readDigits(text, at);
  if (/[a-z]/.test(sign)) return readLetters(text, at);
  if (sign === '.') {
    const number = run(/\.\d*/y, text, at);
    return { field: { kind: 'number', text: number }, end: at + number.length };
  }
  if (sign === '+' || sign === '-') return readSign(text, at);
  return /[!-/:-@[-`{-~]/.test(sign) ? { end: at + 1 } : undefined;
}

/** Cuts a written time into pieces (`datetime.c:ParseDateTime`); undefined for what the server would not even cut. */
export function dateTimeFields(written: string): readonly DateTimeField[] | undefined {
  const text = written.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const fields: DateTimeField[] = [];
  for (let at = 0; at < text.length; ) {
    at += run(/[ \t\n\v\f\r]*/y, text, at).length;
    if (at >= text.length) break;
    const read = readField(text, at);
    if (!read) return undefined;
    if (read.field && fields.push(read.field) > mostFields) return undefined;
    at = read.end;
  }
  const size = fields.reduce((sum, field) => sum + field.text.length + 1, 0);
  return size > mostCharacters + mostFields ? undefined : fields;
}
