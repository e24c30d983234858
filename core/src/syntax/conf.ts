import { changedLines } from '../text/changed-lines.ts';
import type { TextRange } from '../text/range.ts';
import type { Parsed, SyntaxProblem } from './parsed.ts';

export type IncludeKind = 'include' | 'include_if_exists' | 'include_dir';

/** One line `name = value` of postgresql.conf, postgresql.auto.conf or recovery.conf. */
export interface ConfEntry {
  /** Undefined for a setting; else which directive the line is. */
  readonly include: IncludeKind | undefined;
  /** As written. */
  readonly name: string;
  readonly nameRange: TextRange;
  /** After unquoting and resolving escapes. */
  readonly value: string;
  /** The value token as written, quotes included. */
  readonly valueRange: TextRange;
}

/** One object for each line: files have many, and few are ever asked for their ranges. */
class Entry implements ConfEntry {
  readonly include: IncludeKind | undefined;
  readonly name: string;
  readonly value: string;
  readonly #nameStart: number;
  readonly #valueStart: number;
  readonly #valueEnd: number;

  constructor(name: string, value: string, nameStart: number, valueStart: number, valueEnd: number) {
    this.include = includeKindOf(name);
    this.name = name;
    this.value = value;
    this.#nameStart = nameStart;
    this.#valueStart = valueStart;
    this.#valueEnd = valueEnd;
  }

  /** The same line so many characters further on. */
  movedBy(shift: number): Entry {
    if (shift === 0) return this;
    const { name, value } = this;
    return new Entry(name, value, this.#nameStart + shift, this.#valueStart + shift, this.#valueEnd + shift);
  }

  get start(): number {
    return this.#nameStart;
  }

  get nameRange(): TextRange {
    return { start: this.#nameStart, end: this.#nameStart + this.name.length };
  }

  get valueRange(): TextRange {
    return { start: this.#valueStart, end: this.#valueEnd };
  }
}

/** The server gives a file up after so many bad lines (`ParseConfigFp`). */
const problemLimit = 100;

/*
 * The tokens of `guc-file.l`. Its scanner takes the longest match, and of equally long ones the earlier rule: so a word
 * is an UNQUOTED_STRING unless all of it is an identifier, and a hexadecimal number is tried before a decimal one. Bytes
 * from 0x80 on are letters to the server, and so is every character from U+0080 on here.
 */
const word = /[A-Za-z_\u0080-\uffff][A-Za-z_0-9\u0080-\uffff\-.:/]*/y;
const nameToken =
  /^[A-Za-z_\u0080-\uffff][A-Za-z_0-9\u0080-\uffff]*(?:\.[A-Za-z_\u0080-\uffff][A-Za-z_0-9\u0080-\uffff]*)?$/;
const hexadecimal = /[-+]?0x[0-9a-fA-F]+[a-zA-Z]*/y;
const integer = /[-+]?[0-9]+[a-zA-Z]*/y;
const real = /[-+]?[0-9]*\.[0-9]*(?:[Ee][-+]?[0-9]+)?/y;
const quoted = /'(?:[^'\\\n]|\\[^\n]|'')*'/y;

const tab = 9;
const newline = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;
const quote = 39;
const minus = 45;
const dot = 46;
const slash = 47;
const colon = 58;
const equals = 61;
const backslash = 92;

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== space && code !== tab && code !== carriageReturn) return at;
    at++;
  }
}

/** The end of the token of `pattern` at `at`; `at` itself if there is none. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

/** The end of the letters, digits and underscores at `from`. */
function endOfIdentifier(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (!isWordStart(code) && !isDigit(code)) return at;
    at++;
  }
}

/** The end of a setting's name at `at`, or 0 if the token there is none. */
function endOfName(text: string, at: number): number {
  if (!isWordStart(text.charCodeAt(at))) return 0;
  const plain = endOfIdentifier(text, at);
  const next = text.charCodeAt(plain);
  if (next === minus || next === colon || next === slash) return 0;
  if (next !== dot) return plain;
  if (!isWordStart(text.charCodeAt(plain + 1))) return 0;
  const end = endOfIdentifier(text, plain + 1);
  const behind = text.charCodeAt(end);
  return behind === dot || behind === minus || behind === colon || behind === slash ? 0 : end;
}

function endOfNumber(text: string, at: number): number {
  const whole = Math.max(endOf(hexadecimal, text, at), endOf(integer, text, at));
  return Math.max(whole, endOf(real, text, at));
}

/** The end of a STRING token; what no quote ends on its line is none, and its first quote a token of its own. */
function endOfQuoted(text: string, at: number): number {
  const end = text.indexOf("'", at + 1);
  if (end < 0) return at;
  for (let inside = at + 1; inside < end; inside++) {
    const code = text.charCodeAt(inside);
    if (code === newline) return at;
    if (code === backslash) return endOf(quoted, text, at);
  }
  return text.charCodeAt(end + 1) === quote ? endOf(quoted, text, at) : end + 1;
}

/** The end of the one token at `at`, whatever it is: a character that starts no token is a token of its own. */
function endOfToken(text: string, at: number): number {
  const code = text.charCodeAt(at);
  let end = at;
  if (isWordStart(code)) end = endOf(word, text, at);
  else if (code === quote) end = endOfQuoted(text, at);
  else end = endOfNumber(text, at);
  return Math.max(end, at + 1);
}

/** Whether the token is one that may stand as a value: `a.b` may not, a lone quote or sign is an error token. */
function isValue(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(start);
  if (isWordStart(code)) {
    const token = text.slice(start, end);
    return !token.includes('.') || !nameToken.test(token);
  }
  if (code === quote) return end > start + 1;
  return endOfNumber(text, start) === end;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Takes the quotes off a STRING token (`DeescapeQuotedString`, before 14 `GUC_scanstr`). Octal escapes give characters of
 * that code; a zero byte ends the value.
 */
export function unquote(token: string): string {
  const inside = token.slice(1, -1);
  if (!inside.includes('\\') && !inside.includes("'")) return inside;
  const value = inside.replace(/\\([0-7]{1,3})|\\(.)|''/gs, (_, octal?: string, other?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return other === undefined ? "'" : (escapes[other] ?? other);
  });
  const zero = value.indexOf('\0');
  return zero < 0 ? value : value.slice(0, zero);
}

function includeKindOf(name: string): IncludeKind | undefined {
  const first = name.charCodeAt(0);
  if ((first !== 105 && first !== 73) || name.length > 17) return undefined;
  const lower = name.toLowerCase();
  return lower === 'include' || lower === 'include_if_exists' || lower === 'include_dir' ? lower : undefined;
}

/** Reads one line that is neither empty nor a comment: an entry, or the token the server stumbles over. */
function readLine(text: string, start: number): Entry | SyntaxProblem {
  const nameEnd = endOfName(text, start);
  if (nameEnd === 0) return problemAt(text, start, start);
  const name = text.slice(start, nameEnd);
  let at = skipBlanks(text, nameEnd);
  if (text.charCodeAt(at) === equals) at = skipBlanks(text, at + 1);
  if (isLineEnd(text, at)) return problemAt(text, at, start);
  const valueEnd = endOfToken(text, at);
  if (!isValue(text, at, valueEnd)) return problemAt(text, at, start);
  const behind = skipBlanks(text, valueEnd);
  if (!isLineEnd(text, behind)) return problemAt(text, behind, start);
  const token = text.slice(at, valueEnd);
  return new Entry(name, text.charCodeAt(at) === quote ? unquote(token) : token, start, at, valueEnd);
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === newline || code === hash || at >= text.length;
}

/** The token at `at` as a problem; at the end of a line, all that stands there from `start` on. */
function problemAt(text: string, at: number, start: number): SyntaxProblem {
  if (isLineEnd(text, at)) {
    return { code: 'nearEnd', range: { start, end: start + text.slice(start, at).trimEnd().length }, holes: {} };
  }
  const end = endOfToken(text, at);
  return { code: 'nearToken', range: { start: at, end }, holes: { token: text.slice(at, Math.min(end, at + 40)) } };
}

/** What was read so far. */
interface Reading {
  readonly entries: Entry[];
  readonly problems: SyntaxProblem[];
}

/** Reads lines into `reading`, the first at `from`, up to where the server would read on no more. */
function readLines(text: string, from: number, { entries, problems }: Reading): void {
  for (let line = from; line < text.length; ) {
    const start = skipBlanks(text, line);
    const code = text.charCodeAt(start);
    if (code !== hash && code !== newline && start < text.length) {
      const read = readLine(text, start);
      if (read instanceof Entry) entries.push(read);
      else if (problems.push(read) >= problemLimit) return;
    }
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    line = end + 1;
  }
}

function moveProblem(problem: SyntaxProblem, shift: number): SyntaxProblem {
  const { start, end } = problem.range;
  return { ...problem, range: { start: start + shift, end: end + shift } };
}

/**
 * A file of the postgresql.conf family as `guc-file.l` reads it (the same in 10 to 19). Comments and blanks are what lies
 * between the entries. After a hundred bad lines the rest is not read, as the server does not read it.
 */
export class ParsedConf implements Parsed<ConfEntry> {
  readonly text: string;
  readonly entries: readonly Entry[];
  readonly problems: readonly SyntaxProblem[];

  private constructor(text: string, { entries, problems }: Reading) {
    this.text = text;
    this.entries = entries;
    this.problems = problems;
  }

  static read(text: string): ParsedConf {
    const reading: Reading = { entries: [], problems: [] };
    readLines(text, 0, reading);
    return new ParsedConf(text, reading);
  }

  /** What `read` gives for `text`, made from this reading: only the lines that differ are read. */
  readAgain(text: string): ParsedConf {
    const { entries, problems } = this;
    if (problems.length >= problemLimit) return ParsedConf.read(text);
    const together: Reading = { entries: [], problems: [] };
    let shift = 0;
    let done = 0;
    const keep = (from: number, to: number) => {
      for (let at = firstFrom(entries, from); at < entries.length; at++) {
        const entry = entries[at];
        if (!entry || entry.start >= to) break;
        together.entries.push(entry.movedBy(shift));
      }
      for (const problem of problems)
        if (from <= problem.range.start && problem.range.start < to)
          together.problems.push(moveProblem(problem, shift));
    };
    for (const { oldStart, oldEnd, newStart, newEnd } of changedLines(this.text, text)) {
      keep(done, oldStart);
      // A text of its own, made by adding to it: names and values that were pieces of the whole would keep all of it.
      const between: Reading = { entries: [], problems: [] };
      readLines(` ${text.slice(newStart, newEnd)}`, 1, between);
      for (const entry of between.entries) together.entries.push(entry.movedBy(newStart - 1));
      for (const problem of between.problems) together.problems.push(moveProblem(problem, newStart - 1));
      done = oldEnd;
      shift = newEnd - oldEnd;
    }
    keep(done, Number.POSITIVE_INFINITY);
    return together.problems.length < problemLimit ? new ParsedConf(text, together) : ParsedConf.read(text);
  }
}

/** The first of the entries that starts at `place` or behind it; their number if none does. */
function firstFrom(entries: readonly Entry[], place: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.start ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The entries and problems of a text, read once. */
export function parseConf(text: string): Parsed<ConfEntry> {
  return ParsedConf.read(text);
}
