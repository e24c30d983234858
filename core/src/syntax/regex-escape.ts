import { RegexError } from './regex-error.ts';

/** What a backslash and what follows it stand for. */
export interface EscapeReading {
  /** Where the escape ends. */
  readonly end: number;
  readonly kind: 'atom' | 'constraint';
  /** The group a back reference means. */
  readonly group?: number;
}

function invalid(): never {
  throw new RegexError('invalid escape \\ sequence');
}

/** The digits of a base from `at` on, at least and at most so many. */
function digits(text: string, at: number, pattern: RegExp, least: number, most: number): string {
  const found = pattern.exec(text.slice(at, at + most))?.[0] ?? '';
  return found.length < least ? invalid() : found;
}

/** A back reference if it has one digit or names a group there is; else an octal character. */
function numbered(text: string, at: number, groups: number): EscapeReading {
  const decimal = digits(text, at, /^[0-9]*/, 1, 255);
  const group = Number(decimal);
  if (decimal.length === 1 || (group > 0 && group <= groups)) return { end: at + decimal.length, kind: 'atom', group };
  return octal(text, at);
}

/** Up to three octal digits, but no more than fit a byte. */
function octal(text: string, at: number): EscapeReading {
  const found = digits(text, at, /^[0-7]*/, 1, 3);
  const length = Number.parseInt(found, 8) > 0xff ? found.length - 1 : found.length;
  return { end: at + length, kind: 'atom' };
}

/** Hexadecimal digits that must stand for a character. */
function hexadecimal(text: string, at: number, least: number, most: number): EscapeReading {
  const found = digits(text, at, /^[0-9a-fA-F]*/, least, most);
  if (Number.parseInt(found, 16) > 0x7ffffffe) invalid();
  return { end: at + found.length, kind: 'atom' };
}

/** Reads the escape that starts at `at`, outside brackets (`regc_lex.c:lexescape`). */
export function readEscape(text: string, at: number, groups: number): EscapeReading {
  const char = text[at + 1];
  const behind = at + 2;
  if (char === undefined) return invalid();
  if (!/^[A-Za-z0-9]$/.test(char)) return { end: behind, kind: 'atom' };
  if ('AmMyYZ'.includes(char)) return { end: behind, kind: 'constraint' };
  if ('aBbdDefnrsStvwW'.includes(char)) return { end: behind, kind: 'atom' };
  if (char === 'c') return behind < text.length ? { end: behind + 1, kind: 'atom' } : invalid();
  if (char === 'u') return hexadecimal(text, behind, 4, 4);
  if (char === 'U') return hexadecimal(text, behind, 8, 8);
  if (char === 'x') return hexadecimal(text, behind, 1, 255);
  if (char === '0') return octal(text, at + 1);
  return /[1-9]/.test(char) ? numbered(text, at + 1, groups) : invalid();
}

const controls: Readonly<Record<string, number>> = { a: 7, b: 8, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11, B: 92 };

/** The code of the one character that an escape such as `\t` or `\x41` stands for. */
export function codeOfEscape(sequence: string): number {
  const letter = sequence[1] ?? '';
  const rest = sequence.slice(2);
  if (letter === 'x' || letter === 'u' || letter === 'U') return Number.parseInt(rest, 16);
  if (letter === 'c') return rest.charCodeAt(0) & 0x1f;
  if (/[0-9]/.test(letter)) return Number.parseInt(sequence.slice(1), 8);
  return controls[letter] ?? sequence.codePointAt(1) ?? 0;
}
