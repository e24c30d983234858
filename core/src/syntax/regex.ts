import type { Major } from '../catalog/parameter.ts';
import { readBracket } from './regex-bracket.ts';
import { RegexError } from './regex-error.ts';
import { readEscape } from './regex-escape.ts';

/** Most repetitions that a bound may ask for (`DUPMAX`). */
const mostRepetitions = 255;

/** Deeper nesting than this is not judged: how deep the server goes depends on its stack. */
const deepestGroup = 400;

/** What one step of reading found: a thing that may be repeated, a constraint that may not, nothing, or a quantifier. */
type Piece = 'atom' | 'constraint' | 'nothing';

/** Ends the reading of a pattern that is left to the server. */
class Unjudged extends Error {}

/** Reads a pattern as `regcomp` does with REG_ADVANCED, only to find out whether it does. */
class RegexReader {
  readonly #text: string;
  readonly #major: Major;
  #at = 0;
  /** Groups opened so far, and those closed, by number. */
  #opened = 0;
  readonly #closed = new Set<number>();
  #expanded = false;

  constructor(text: string, major: Major) {
    this.#text = text;
    this.#major = major;
  }

  read(): void {
    if (this.#readPrefix()) return;
    this.#alternatives(0, false);
  }

  /** `***` and `(?letters)` at the start; true: what follows is no advanced expression, and any text will do. */
  #readPrefix(): boolean {
    if (this.#text.startsWith('***')) {
      if (this.#text[3] === '=') return true;
      if (this.#text[3] !== ':') throw new RegexError('quantifier operand invalid');
      this.#at = 4;
    }
    const options = /^\(\?([a-z]+)/i.exec(this.#text.slice(this.#at));
    if (!options) return false;
    const letters = options[1] ?? '';
    this.#at += options[0].length;
    if (/[^bceimnpqstwx]/.test(letters) || this.#text[this.#at] !== ')')
      throw new RegexError('invalid embedded option');
    this.#at++;
    for (const letter of letters) {
      if (letter === 'x') this.#expanded = true;
      if (letter === 't') this.#expanded = false;
    }
    return /[qbe]/.test(letters.replace(/.*[qbe]/, (it) => it.at(-1) ?? '')) && !letters.endsWith('c');
  }

  /** Branches up to the parenthesis that closes them, or the end at depth 0. */
  #alternatives(depth: number, inLookaround: boolean): void {
    let last: Piece = 'nothing';
    for (;;) {
      this.#skipIgnored();
      const char = this.#text[this.#at];
      if (char === undefined) {
        if (depth > 0) throw new RegexError('parentheses () not balanced');
        return;
      }
      if (char === ')') {
        if (depth === 0) throw new RegexError('parentheses () not balanced');
        return;
      }
      if (char === '|') {
        this.#at++;
        last = 'nothing';
      } else if (this.#atQuantifier()) {
        if (last !== 'atom') throw new RegexError('quantifier operand invalid');
        this.#quantifier();
        last = 'nothing';
      } else last = this.#piece(depth, inLookaround);
    }
  }

  /** Comments, and in an expanded expression blanks and `#` comments. */
  #skipIgnored(): void {
    for (;;) {
      const rest = this.#text.slice(this.#at);
      const comment =
        /^\(\?#[^)]*\)?/.exec(rest)?.[0] ?? (this.#expanded ? /^(?:\s+|#[^\n]*)/.exec(rest)?.[0] : undefined);
      if (!comment) return;
      this.#at += comment.length;
    }
  }

  #atQuantifier(): boolean {
    const char = this.#text[this.#at] ?? '';
    if (char !== '{') return '*+?'.includes(char);
    // In an expanded expression blanks may stand between the brace and its number.
    return (this.#expanded ? /^\{\s*[0-9]/ : /^\{[0-9]/).test(this.#text.slice(this.#at, this.#at + 20));
  }

  #quantifier(): void {
    if (this.#text[this.#at] === '{') this.#bound();
    else this.#at++;
    if (this.#text[this.#at] === '?') this.#at++;
  }

  #bound(): void {
    const bound = /^\{\s*([0-9]+)(?:(,)([0-9]*))?(.?)/s.exec(this.#text.slice(this.#at));
    const [whole = '', low = '', comma, high = '', end] = bound ?? [];
    const most = comma === undefined ? Number(low) : high === '' ? Infinity : Number(high);
    if (end === '' || end === undefined) throw new RegexError('braces {} not balanced');
    const tooMany = Number(low) > mostRepetitions || (most !== Infinity && most > mostRepetitions);
    if (end !== '}' || tooMany || Number(low) > most) throw new RegexError('invalid repetition count(s)');
    this.#at += whole.length;
  }

  #piece(depth: number, inLookaround: boolean): Piece {
    const char = this.#text[this.#at];
    if (char === '(') return this.#group(depth, inLookaround);
    if (char === '[') {
      const { end, constraint } = readBracket(this.#text, this.#at, this.#major);
      this.#at = end;
      return constraint ? 'constraint' : 'atom';
    }
    if (char === '\\') {
      const { end, kind, group } = readEscape(this.#text, this.#at, this.#opened);
      this.#at = end;
      if (group !== undefined && (inLookaround || !this.#closed.has(group))) {
        throw new RegexError('invalid backreference number');
      }
      return kind;
    }
    this.#at++;
    return char === '^' || char === '$' ? 'constraint' : 'atom';
  }

  #group(depth: number, inLookaround: boolean): Piece {
    const rest = this.#text.slice(this.#at);
    const opening = /^\(\?(?::|<?[=!])/.exec(rest)?.[0] ?? '(';
    if (opening === '(' && rest[1] === '?') throw new RegexError('quantifier operand invalid');
    const isLookaround = opening.length > 1 && opening !== '(?:';
    if (depth >= deepestGroup) throw new Unjudged();
    this.#at += opening.length;
    const number = opening === '(' && !inLookaround ? ++this.#opened : undefined;
    this.#alternatives(depth + 1, inLookaround || isLookaround);
    this.#at++;
    if (number !== undefined) this.#closed.add(number);
    return isLookaround ? 'constraint' : 'atom';
  }
}

/** Why the server refuses a pattern; undefined: it compiles. */
export function regexProblem(pattern: string, major: Major): string | undefined {
  try {
    new RegexReader(pattern, major).read();
    return undefined;
  } catch (error) {
    if (error instanceof RegexError) return error.message;
    if (error instanceof Unjudged) return undefined;
    throw error;
  }
}
