import type { Major } from '../catalog/parameter.ts';
import type { ConninfoReading } from './conninfo-entry.ts';
import type { SyntaxProblem } from './parsed.ts';

/** A text put together from pieces of the URI, with the place of each character. */
interface Piece {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** The length of `postgresql://` or `postgres://` at the start; 0 if the text is not a URI to libpq. */
export function uriPrefixLength(text: string): number {
  return /^postgres(?:ql)?:\/\//.exec(text)?.[0].length ?? 0;
}

/** Reads one URI as `conninfo_uri_parse_options` does. Stops where libpq stops. */
class UriReader {
  readonly #text: string;
  readonly #major: Major;
  readonly #reading: ConninfoReading;
  #at: number;

  constructor(text: string, major: Major, reading: ConninfoReading) {
    this.#text = text;
    this.#major = major;
    this.#reading = reading;
    this.#at = uriPrefixLength(text);
  }

  read(): void {
    const { problems } = this.#reading;
    this.#credentials();
    if (problems.length === 0) this.#hosts();
    if (problems.length > 0 || this.#at >= this.#text.length) return;
    if (this.#text[this.#at] === '/') {
      const start = ++this.#at;
      this.#skipTo('?');
      this.#store('dbname', this.#piece(start, this.#at));
    }
    this.#at++;
    while (this.#at < this.#text.length && problems.length === 0) this.#parameter();
  }

  #skipTo(stops: string): void {
    while (this.#at < this.#text.length && !stops.includes(this.#text.charAt(this.#at))) this.#at++;
  }

  #piece(start: number, end: number): Piece {
    const text = this.#text.slice(start, end);
    return { text, offsets: Array.from({ length: text.length }, (_, index) => start + index) };
  }

  #credentials(): void {
    const start = this.#at;
    this.#skipTo('@/');
    const end = this.#at;
    this.#at = start;
    if (this.#text[end] !== '@') return;
    this.#skipTo(':@');
    this.#store('user', this.#piece(start, this.#at));
    if (this.#text[this.#at] === ':') this.#store('password', this.#piece(this.#at + 1, end));
    this.#at = end + 1;
  }

  #hosts(): void {
    const hosts: Piece[] = [];
    const ports: Piece[] = [];
    const commas: number[] = [];
    for (;;) {
      const host = this.#host();
      if (!host) return;
      hosts.push(host);
      const hasPort = this.#text[this.#at] === ':';
      const start = hasPort ? this.#at + 1 : this.#at;
      if (hasPort) this.#skipTo('/?,');
      ports.push(this.#piece(start, this.#at));
      if (this.#text[this.#at] !== ',') break;
      commas.push(this.#at++);
    }
    this.#store('host', joined(hosts, commas));
    this.#store('port', joined(ports, commas));
  }

  /** One host; undefined behind a problem. */
  #host(): Piece | undefined {
    const start = this.#at;
    if (this.#text[start] !== '[') {
      this.#skipTo(':/?,');
      return this.#piece(start, this.#at);
    }
    this.#skipTo(']');
    if (this.#at >= this.#text.length) return this.#problem('conninfoUriBracket', start, this.#at);
    const inside = this.#piece(start + 1, this.#at++);
    if (inside.text === '') return this.#problem('conninfoUriEmptyHost', start, this.#at);
    const next = this.#text[this.#at];
    if (next !== undefined && !':/?,'.includes(next)) {
      return this.#problem('conninfoUriCharacter', this.#at, this.#at + 1, { character: next });
    }
    return inside;
  }

  /** One `keyword=value` behind the question mark. */
  #parameter(): void {
    const start = this.#at;
    this.#skipTo('&');
    const end = this.#at++;
    const written = this.#text.slice(start, end);
    const equals = written.indexOf('=');
    const holes = { token: written.slice(0, 40) };
    if (equals < 0) return void this.#problem('conninfoUriNoEquals', start, end, holes);
    if (written.includes('=', equals + 1)) return void this.#problem('conninfoUriSecondEquals', start, end, holes);
    const keyword = this.#decode(this.#piece(start, start + equals));
    const value = keyword === undefined ? undefined : this.#decode(this.#piece(start + equals + 1, end));
    if (keyword === undefined || value === undefined) return;
    const isSsl = keyword === 'ssl' && value === 'true';
    this.#reading.entries.push({
      keyword: isSsl ? 'sslmode' : keyword,
      value: isSsl ? 'require' : value,
      keywordRange: { start, end: start + equals },
      valueRange: { start: start + equals + 1, end },
      form: 'uri',
    });
  }

  #store(keyword: string, piece: Piece): void {
    if (piece.text === '' || this.#reading.problems.length > 0) return;
    const value = this.#decode(piece);
    if (value === undefined) return;
    const range = { start: piece.offsets[0] ?? 0, end: (piece.offsets.at(-1) ?? 0) + 1 };
    this.#reading.entries.push({ keyword, value, keywordRange: range, valueRange: range, form: 'uri' });
  }

  /** Percent-decodes (`conninfo_uri_decode`); undefined behind a problem. From 18 on spaces around a value are left out. */
  #decode({ text, offsets }: Piece): string | undefined {
    const place = (index: number) => offsets[index] ?? (offsets.at(-1) ?? 0) + 1;
    const strict = this.#major >= spacesRefusedFrom;
    const body = strict ? text.replace(/^ +| +$/g, '') : text;
    const skipped = strict ? text.length - text.replace(/^ +/, '').length : 0;
    const bytes: number[] = [];
    for (let at = 0; at < body.length; at++) {
      const from = place(skipped + at);
      if (body[at] === ' ' && strict) return this.#problem('conninfoUriSpaces', from, from + 1);
      if (body[at] !== '%') {
        bytes.push(...utf8(body.codePointAt(at) ?? 0));
        if ((body.codePointAt(at) ?? 0) > 0xffff) at++;
        continue;
      }
      const digits = /^[0-9a-fA-F]{2}/.exec(body.slice(at + 1))?.[0];
      const token = body.slice(at, at + 3);
      const to = place(skipped + at + token.length - 1) + 1;
      if (digits === undefined) return this.#problem('conninfoUriPercent', from, to, { token });
      if (digits === '00') return this.#problem('conninfoUriZero', from, to);
      bytes.push(Number.parseInt(digits, 16));
      at += 2;
    }
    return fromUtf8(bytes);
  }

  #problem(code: string, start: number, end: number, holes: SyntaxProblem['holes'] = {}): undefined {
    this.#reading.problems.push({ code, range: { start, end }, holes });
    return undefined;
  }
}

/** The first major whose libpq refuses spaces inside a part of a URI. */
const spacesRefusedFrom = 18;

/** The pieces with the commas between them. */
function joined(pieces: readonly Piece[], commas: readonly number[]): Piece {
  const offsets = pieces.flatMap((piece, index) => [...commas.slice(index - 1, index), ...piece.offsets]);
  return { text: pieces.map((piece) => piece.text).join(','), offsets };
}

function utf8(code: number): readonly number[] {
  if (code < 0x80) return [code];
  const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), tail(0)];
  if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)];
  return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
}

/** The text of UTF-8 bytes; a byte that is none stands for the character of its number. */
function fromUtf8(bytes: readonly number[]): string {
  const escaped = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch {
    return bytes.map((byte) => String.fromCharCode(byte)).join('');
  }
}

/** Reads a URI into `reading`. */
export function readConninfoUri(text: string, major: Major, reading: ConninfoReading): void {
  new UriReader(text, major, reading).read();
}
