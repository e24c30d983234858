import type { Major } from '../catalog/parameter.ts';
import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { type LogicalLine, logicalLines } from './logical-lines.ts';
import type { Parsed, SyntaxProblem } from './parsed.ts';

/** One item of a field. Quoting takes the keyword meaning from `all`, `replication`, `+role`, `@file`. */
export interface HbaToken {
  /** After unquoting. */
  readonly text: string;
  /** Whether it begins with a quote. */
  readonly quoted: boolean;
  readonly range: TextRange;
}

/** `name=value` behind the method; `range` is that of the whole item. */
export interface HbaOption {
  readonly name: string;
  readonly value: string;
  readonly range: TextRange;
}

/** One record of pg_hba.conf that the server of this major loads. */
export interface HbaRecord {
  readonly uri: Uri;
  /** From its first to its last character, continuation lines included. */
  readonly range: TextRange;
  readonly type: HbaToken;
  readonly databases: readonly HbaToken[];
  readonly users: readonly HbaToken[];
  /** Undefined for `local`. */
  readonly address: HbaToken | undefined;
  /** A mask in a field of its own. */
  readonly mask: HbaToken | undefined;
  readonly method: HbaToken;
  readonly options: readonly HbaOption[];
}

/** A tokenized line: its fields, each a list of items. */
export interface HbaLine {
  readonly range: TextRange;
  readonly fields: readonly (readonly HbaToken[])[];
}

/** How long a line (without its newline) and an item may be, in bytes (`MAX_LINE`, `MAX_TOKEN` of hba.c, as back-patched). */
function limitsOf(major: Major): { readonly line: number; readonly item: number } {
  if (major === 10) return { line: 8189, item: 255 };
  return { line: major <= 13 ? 20_477 : Infinity, item: major <= 15 ? 10_239 : Infinity };
}

/** How many bytes a text takes in UTF-8. */
export function byteLength(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) length += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return length;
}

class LineReader {
  readonly #line: LogicalLine;
  readonly #major: Major;
  #next = 0;
  problem: SyntaxProblem | undefined;

  constructor(line: LogicalLine, major: Major) {
    this.#line = line;
    this.#major = major;
  }

  /** A blank between fields; from 19 on a carriage return is none. */
  #isBlank(char: string | undefined): boolean {
    return char === ' ' || char === '\t' || (char === '\r' && this.#major < 19);
  }

  /** As `next_token`: undefined at the end of the line or at a comment. */
  #token(): { readonly token: HbaToken; readonly comma: boolean } | undefined {
    const { text } = this.#line;
    while (this.#isBlank(text[this.#next]) || text[this.#next] === ',') this.#next++;
    const start = this.#next;
    let value = '';
    let inQuote = false;
    let wasQuote = false;
    let sawQuote = false;
    let quoted = false;
    for (; this.#next < text.length; this.#next++) {
      const char = text[this.#next];
      if (!inQuote && (this.#isBlank(char) || char === ',' || char === '#')) break;
      if (char !== '"' || wasQuote) value += char;
      wasQuote = inQuote && char === '"' ? !wasQuote : false;
      if (char !== '"') continue;
      inQuote = !inQuote;
      sawQuote = true;
      if (value === '') quoted = true;
    }
    const range = { start: this.#line.at(start), end: this.#line.at(Math.max(start, this.#next - 1)) + 1 };
    const comma = text[this.#next] === ',';
    if (text[this.#next] === '#') this.#next = text.length;
    if (!sawQuote && value === '') return undefined;
    if (byteLength(value) > limitsOf(this.#major).item) {
      this.problem = { code: 'itemTooLong', range, holes: { limit: limitsOf(this.#major).item } };
    }
    return { token: { text: value, quoted, range }, comma };
  }

  #field(): readonly HbaToken[] {
    const tokens: HbaToken[] = [];
    for (let more = true; more && !this.problem; ) {
      const found = this.#token();
      if (!found) break;
      tokens.push(found.token);
      more = found.comma;
    }
    return tokens;
  }

  read(): HbaLine | undefined {
    const fields: (readonly HbaToken[])[] = [];
    while (this.#next < this.#line.text.length && !this.problem) {
      const field = this.#field();
      if (field.length > 0) fields.push(field);
    }
    const first = fields[0]?.[0];
    const last = fields.at(-1)?.at(-1);
    return first && last ? { range: { start: first.range.start, end: last.range.end }, fields } : undefined;
  }
}

/** Splits pg_hba.conf or pg_ident.conf into lines, fields and items as `tokenize_auth_file` of the major does. */
export function tokenizeAuthFile(text: string, major: Major): Parsed<HbaLine> {
  const entries: HbaLine[] = [];
  const problems: SyntaxProblem[] = [];
  const { line: longest } = limitsOf(major);
  for (const line of logicalLines(text, major)) {
    const reader = new LineReader(line, major);
    if (byteLength(line.text) > longest) {
      const range = { start: line.at(0), end: line.at(line.text.length - 1) + 1 };
      problems.push({ code: 'lineTooLong', range, holes: { limit: longest } });
      continue;
    }
    const entry = reader.read();
    if (reader.problem) problems.push(reader.problem);
    else if (entry) entries.push(entry);
  }
  return { entries, problems };
}
