import { utf8Bytes } from '../syntax/bytes.ts';
import { RegexError } from '../syntax/regex-error.ts';
import { codeOfEscape, readEscape } from '../syntax/regex-escape.ts';
import { type ByteTest, byteClass, escapedClass, inEitherCase, isWordByte } from './byte-classes.ts';
import {
  ahead,
  anyOf,
  behind,
  byte,
  Comparison,
  empty,
  type Matcher,
  place,
  repeated,
  sequence,
  Unjudged,
} from './pattern-matchers.ts';

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWordByte(text.charCodeAt(at));
}

const startsWord = (text: string, at: number) => isWordAt(text, at) && !isWordAt(text, at - 1);
const endsWord = (text: string, at: number) => isWordAt(text, at - 1) && !isWordAt(text, at);

/** Constraints by the letter of their escape. */
const constraints: Readonly<Record<string, Matcher>> = {
  A: place((_, at) => at === 0),
  Z: place((text, at) => at === text.length),
  m: place(startsWord),
  M: place(endsWord),
  y: place((text, at) => startsWord(text, at) || endsWord(text, at)),
  Y: place((text, at) => !startsWord(text, at) && !endsWord(text, at)),
};

const lookarounds: Readonly<Record<string, (part: Matcher) => Matcher>> = {
  '(?:': (part) => part,
  '(?=': (part) => ahead(part, true),
  '(?!': (part) => ahead(part, false),
  '(?<=': (part) => behind(part, true),
  '(?<!': (part) => behind(part, false),
};

/** Deeper nesting is left to the server. */
const deepestGroup = 200;

/** Makes a matcher of a pattern that the server compiles (REG_ADVANCED, C locale, bytes). */
class PatternReader {
  readonly #text: string;
  #at = 0;
  #groups = 0;
  #depth = 0;
  #expanded = false;
  #ignoresCase = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Matcher {
    if (this.#text.startsWith('***=')) return this.#literal(this.#text.slice(4));
    if (this.#text.startsWith('***:')) this.#at = 4;
    const letters = /^\(\?([a-z]+)\)/.exec(this.#text.slice(this.#at))?.[1];
    if (letters !== undefined) this.#options(letters);
    if (letters !== undefined && /[qbe]/.test(letters)) throw new Unjudged();
    const whole = this.#branches();
    if (this.#at < this.#text.length) throw new Unjudged();
    return whole;
  }

  #literal(text: string): Matcher {
    return sequence([...text].map((char) => byte((code) => code === char.charCodeAt(0))));
  }

  #options(letters: string): void {
    this.#at += letters.length + 3;
    for (const letter of letters) {
      if (letter === 'x' || letter === 't') this.#expanded = letter === 'x';
      if (letter === 'i' || letter === 'c') this.#ignoresCase = letter === 'i';
    }
  }

  #byte(test: ByteTest): Matcher {
    return byte(this.#ignoresCase ? inEitherCase(test) : test);
  }

  /** Up to the parenthesis that closes them, or the end. */
  #branches(): Matcher {
    const branches: Matcher[] = [];
    for (;;) {
      const parts: Matcher[] = [];
      this.#skipIgnored();
      while (this.#at < this.#text.length && !/[|)]/.test(this.#text[this.#at] ?? '')) {
        parts.push(this.#quantified(this.#atom()));
        this.#skipIgnored();
      }
      branches.push(sequence(parts));
      if (this.#text[this.#at] !== '|') return anyOf(branches);
      this.#at++;
    }
  }

  /** Comments, and blanks of an expanded expression. */
  #skipIgnored(): void {
    for (;;) {
      const rest = this.#text.slice(this.#at);
      const comment = /^\(\?#[^)]*\)?/.exec(rest)?.[0];
      const blank = this.#expanded ? /^(?:[ \t\n\v\f\r]+|#[^\n]*)/.exec(rest)?.[0] : undefined;
      const length = (comment ?? blank ?? '').length;
      if (length === 0) return;
      this.#at += length;
    }
  }

  #quantified(part: Matcher): Matcher {
    this.#skipIgnored();
    const found = /^(?:([*+?])|\{([0-9]+)(,?)([0-9]*)\})\??/.exec(this.#text.slice(this.#at));
    if (!found) return part;
    this.#at += found[0].length;
    if (found[1] !== undefined) return repeated(part, found[1] === '+' ? 1 : 0, found[1] === '?' ? 1 : Infinity);
    const least = Number(found[2]);
    if (found[3] === '') return repeated(part, least, least);
    return repeated(part, least, found[4] === '' ? Infinity : Number(found[4]));
  }

  #atom(): Matcher {
    const char = this.#text[this.#at] ?? '';
    if (char === '(') return this.#group();
    if (char === '[') return this.#bracket();
    if (char === '\\') return this.#escape();
    this.#at++;
    if (char === '^') return place((_, at) => at === 0);
    if (char === '$') return place((text, at) => at === text.length);
    if (char === '{' && this.#expanded) throw new Unjudged();
    if (char === '.') return byte(() => true);
    return this.#byte((code) => code === char.charCodeAt(0));
  }

  #group(): Matcher {
    const opening = /^\(\?(?::|<?[=!])/.exec(this.#text.slice(this.#at))?.[0] ?? '(';
    this.#at += opening.length;
    if (opening === '(') this.#groups++;
    if (++this.#depth > deepestGroup) throw new Unjudged();
    const inside = this.#branches();
    this.#depth--;
    if (this.#text[this.#at] !== ')') throw new Unjudged();
    this.#at++;
    return lookarounds[opening]?.(inside) ?? inside;
  }

  #escape(): Matcher {
    const { end, kind, group } = readEscape(this.#text, this.#at, this.#groups);
    if (group !== undefined) throw new Unjudged();
    const sequenceText = this.#text.slice(this.#at, end);
    this.#at = end;
    const letter = sequenceText[1] ?? '';
    if (kind === 'constraint') return constraints[letter] ?? empty;
    const test = escapedClass(letter);
    if (test) return byte(test);
    const wanted = codeOfEscape(sequenceText);
    return this.#byte((code) => code === wanted);
  }

  #bracket(): Matcher {
    const edge = /^\[\[:([<>]):\]\]/.exec(this.#text.slice(this.#at))?.[1];
    if (edge !== undefined) {
      this.#at += 7;
      return place(edge === '<' ? startsWord : endsWord);
    }
    const negated = this.#text[this.#at + 1] === '^';
    this.#at += negated ? 2 : 1;
    const tests: ByteTest[] = [];
    for (let first = true; first || this.#text[this.#at] !== ']'; first = false) {
      if (this.#at >= this.#text.length) throw new Unjudged();
      tests.push(this.#bracketItem());
    }
    this.#at++;
    const oneOfThem: ByteTest = (code) => tests.some((test) => test(code));
    const test = this.#ignoresCase ? inEitherCase(oneOfThem) : oneOfThem;
    return byte(negated ? (code) => !test(code) : test);
  }

  /** One character, a range of two, or a class. */
  #bracketItem(): ByteTest {
    const low = this.#element();
    if (typeof low !== 'number') return low;
    const isRange = this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']';
    if (!isRange) return (code) => code === low;
    this.#at++;
    const high = this.#element();
    if (typeof high !== 'number') throw new Unjudged();
    return (code) => code >= low && code <= high;
  }

  #element(): number | ByteTest {
    const rest = this.#text.slice(this.#at);
    const named = /^\[([.:=])(.+?)\1\]/s.exec(rest);
    if (named) return this.#named(named[0].length, named[1] === ':', named[2] ?? '');
    if (rest[0] !== '\\') {
      this.#at++;
      return rest.charCodeAt(0);
    }
    const { end } = readEscape(this.#text, this.#at, 0);
    const sequenceText = this.#text.slice(this.#at, end);
    this.#at = end;
    return escapedClass(sequenceText[1] ?? '') ?? codeOfEscape(sequenceText);
  }

  #named(length: number, isClass: boolean, name: string): number | ByteTest {
    this.#at += length;
    const found = isClass ? byteClass(name) : name.length === 1 ? name.charCodeAt(0) : undefined;
    if (found === undefined) throw new Unjudged();
    return found;
  }
}

/**
 * Whether a name fits a regular expression of pg_hba.conf, given without its slash. The server compares bytes there, as it
 * knows no database and so no encoding yet. Undefined: that is left to the server (back references, basic expressions,
 * named characters, patterns that take very many steps).
 */
export function fitsPattern(pattern: string, name: string): boolean | undefined {
  try {
    return new Comparison(utf8Bytes(name)).fits(new PatternReader(utf8Bytes(pattern)).read());
  } catch (error) {
    if (error instanceof Unjudged || error instanceof RegexError) return undefined;
    throw error;
  }
}
