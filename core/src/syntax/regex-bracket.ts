import type { Major } from '../catalog/parameter.ts';
import { RegexError } from './regex-error.ts';
import { codeOfEscape, readEscape } from './regex-escape.ts';

const classes = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper xdigit word'.split(' '),
);

/** Names of single characters that `[. .]` and `[= =]` know (`regc_locale.c`). */
const characters: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'NUL SOH STX ETX EOT ENQ ACK BEL alert BS backspace HT tab LF newline VT vertical-tab FF form-feed CR carriage-return',
    'SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC IS4 FS IS3 GS IS2 RS IS1 US space exclamation-mark',
    'quotation-mark number-sign dollar-sign percent-sign ampersand apostrophe left-parenthesis right-parenthesis asterisk',
    'plus-sign comma hyphen hyphen-minus period full-stop slash solidus zero one two three four five six seven eight nine',
    'colon semicolon less-than-sign equals-sign greater-than-sign question-mark commercial-at left-square-bracket backslash',
    'reverse-solidus right-square-bracket circumflex circumflex-accent underscore low-line grave-accent left-brace',
    'left-curly-bracket vertical-line right-brace right-curly-bracket tilde DEL',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [name, 1]),
);

interface BracketReading {
  readonly end: number;
  /** `[[:<:]]` and `[[:>:]]` stand for the edges of words. */
  readonly constraint: boolean;
}

class BracketReader {
  readonly #text: string;
  readonly #major: Major;
  #at: number;

  constructor(text: string, at: number, major: Major) {
    this.#text = text;
    this.#at = at;
    this.#major = major;
  }

  read(): BracketReading {
    const start = this.#at;
    if (/^\[\[:[<>]:\]\]/.test(this.#text.slice(start, start + 7))) return { end: start + 7, constraint: true };
    this.#at += this.#text[start + 1] === '^' ? 2 : 1;
    for (let first = true; first || this.#text[this.#at] !== ']'; first = false) this.#item(first);
    return { end: this.#at + 1, constraint: false };
  }

  /** One element, or a range of two. */
  #item(first: boolean): void {
    if (!first && this.#atRangeSign()) throw new RegexError('invalid character range');
    // Up to 13 `\w` is put in as `[:alnum:]_`, so that a range can start at its underscore.
    const endsInUnderscore = this.#major <= 13 && this.#text.startsWith('\\w', this.#at);
    const element = this.#element();
    const low = endsInUnderscore ? 0x5f : element;
    if (!this.#atRangeSign()) return;
    this.#at++;
    const high = this.#text[this.#at] === '-' ? this.#take() : this.#element();
    if (low === undefined || high === undefined || low > high) throw new RegexError('invalid character range');
  }

  /** A hyphen that is neither first nor last. */
  #atRangeSign(): boolean {
    return this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']';
  }

  #take(): number {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) throw new RegexError('brackets [] not balanced');
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  /** The code of an element that can start or end a range; undefined for a class. */
  #element(): number | undefined {
    const char = this.#text[this.#at];
    const next = this.#text[this.#at + 1];
    if (char === '[' && (next === '.' || next === '=' || next === ':')) return this.#named(next);
    if (char !== '\\') return this.#take();
    const { end, kind, group } = readEscape(this.#text, this.#at, 0);
    const letter = next ?? '';
    const isClass = /[dsw]/.test(letter) || (this.#major >= 14 && /[DSW]/.test(letter));
    if (kind === 'constraint' || group !== undefined || (/[DSW]/.test(letter) && !isClass)) {
      throw new RegexError('invalid escape \\ sequence');
    }
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    return isClass ? undefined : codeOfEscape(text);
  }

  #named(kind: '.' | '=' | ':'): number | undefined {
    const end = this.#text.indexOf(`${kind}]`, this.#at + 2);
    if (end < 0) throw new RegexError('brackets [] not balanced');
    const name = this.#text.slice(this.#at + 2, end);
    this.#at = end + 2;
    if (kind === ':') {
      if (!classes.has(name)) throw new RegexError('invalid character class');
      return undefined;
    }
    if ([...name].length !== 1 && !Object.hasOwn(characters, name)) throw new RegexError('invalid collating element');
    return kind === '=' ? undefined : (name.codePointAt(0) ?? 0);
  }
}

/** Reads the bracket expression that starts at `at` (`regcomp.c:brackpart`). */
export function readBracket(text: string, at: number, major: Major): BracketReading {
  return new BracketReader(text, at, major).read();
}
