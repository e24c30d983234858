import type { TextRange } from '../text/range.ts';
import type { SyntaxProblem } from './parsed.ts';

/** One standby of the list, by its `application_name`. */
export interface SynchronousName {
  /** After unquoting. `*` stands for every standby, in quotes too. */
  readonly text: string;
  readonly quoted: boolean;
  readonly range: TextRange;
}

/** What a `synchronous_standby_names` asks for. */
export interface SynchronousStandbyNames {
  /** `FIRST`: the standbys that stand first in the list. `ANY`: whichever answer first. */
  readonly method: 'FIRST' | 'ANY';
  /** How many standbys each commit waits for; 0 for an empty value, which turns synchronous replication off. */
  readonly count: number;
  /** Where the count is written; undefined for a plain list, whose count is 1. */
  readonly countRange?: TextRange;
  /** Whether the word FIRST or ANY is written. */
  readonly explicit: boolean;
  readonly names: readonly SynchronousName[];
}

interface Token {
  readonly kind: 'first' | 'any' | 'name' | 'number' | 'junk' | 'open' | 'end';
  readonly text: string;
  readonly range: TextRange;
}

const blanks = /[ \t\n\r\f\v]*/y;
const identifier = /[A-Za-z_\u0080-\uffff][A-Za-z_0-9$\u0080-\uffff]*/y;
const digits = /[0-9]+/y;
const quoted = /"(?:[^"]|"")*"/y;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function wordKind(word: string): Token['kind'] {
  const lower = word.toLowerCase();
  return lower === 'first' || lower === 'any' ? lower : 'name';
}

/** The next token of `syncrep_scanner.l`; `open` is a quote that is never closed. */
function tokenAt(text: string, from: number): Token {
  const start = from + (match(blanks, text, from)?.length ?? 0);
  const token = (kind: Token['kind'], raw: string, value = raw): Token => ({
    kind,
    text: value,
    range: { start, end: start + raw.length },
  });
  if (start >= text.length) return token('end', '');
  const word = match(identifier, text, start);
  if (word !== undefined) return token(wordKind(word), word);
  const number = match(digits, text, start);
  if (number !== undefined) return token('number', number);
  const string = match(quoted, text, start);
  if (string !== undefined) return token('name', string, string.slice(1, -1).replaceAll('""', '"'));
  if (text[start] === '"') return token('open', text.slice(start));
  return token(text[start] === '*' ? 'name' : 'junk', text.slice(start, start + 1));
}

function problemAt(token: Token): SyntaxProblem {
  if (token.kind === 'open') return { code: 'standbyNamesOpenQuote', range: token.range, holes: {} };
  if (token.kind === 'end') return { code: 'standbyNamesEnd', range: token.range, holes: {} };
  return { code: 'standbyNamesNear', range: token.range, holes: { token: token.text.slice(0, 40) } };
}

/** A count as C's `atoi` on 64-bit machines reads it: 64 bits at most, of which the lower 32 are kept. */
function atoi(written: string): number {
  const limit = 2n ** 63n - 1n;
  const value = BigInt(written);
  return Number(BigInt.asIntN(32, value > limit ? limit : value));
}

function isName(token: Token): boolean {
  return token.kind === 'name' || token.kind === 'number';
}

/** Reads `name {, name}` from `at` on: the names, and the token behind them. */
function readList(text: string, at: number): { names: SynchronousName[]; next: Token } | SyntaxProblem {
  const names: SynchronousName[] = [];
  for (let from = at; ; ) {
    const token = tokenAt(text, from);
    if (!isName(token)) return problemAt(token);
    names.push({ text: token.text, quoted: text[token.range.start] === '"', range: token.range });
    const next = tokenAt(text, token.range.end);
    if (next.text !== ',' || next.kind !== 'junk') return { names, next };
    from = next.range.end;
  }
}

/** Reads `NUM ( list )`. */
function readCounted(
  text: string,
  count: Token,
  method: 'FIRST' | 'ANY',
  explicit: boolean,
): SynchronousStandbyNames | SyntaxProblem {
  if (count.kind !== 'number') return problemAt(count);
  const open = tokenAt(text, count.range.end);
  if (open.text !== '(' || open.kind !== 'junk') return problemAt(open);
  const list = readList(text, open.range.end);
  if ('code' in list) return list;
  if (list.next.text !== ')' || list.next.kind !== 'junk') return problemAt(list.next);
  const rest = tokenAt(text, list.next.range.end);
  if (rest.kind !== 'end') return problemAt(rest);
  const number = atoi(count.text);
  if (number <= 0) return { code: 'standbyNamesCount', range: count.range, holes: { count: number } };
  return { method, count: number, countRange: count.range, explicit, names: list.names };
}

function read(text: string): SynchronousStandbyNames | SyntaxProblem {
  if (text === '') return { method: 'FIRST', count: 0, explicit: false, names: [] };
  const first = tokenAt(text, 0);
  if (first.kind === 'first' || first.kind === 'any') {
    return readCounted(text, tokenAt(text, first.range.end), first.kind === 'any' ? 'ANY' : 'FIRST', true);
  }
  const second = tokenAt(text, first.range.end);
  if (first.kind === 'number' && second.kind === 'junk' && second.text === '(') {
    return readCounted(text, first, 'FIRST', false);
  }
  const list = readList(text, 0);
  if ('code' in list) return list;
  if (list.next.kind !== 'end') return problemAt(list.next);
  return { method: 'FIRST', count: 1, explicit: false, names: list.names };
}

/** Many rules ask about the list of the one server that is judged. */
let last = { text: '', found: read('') };

/**
 * Reads a value of `synchronous_standby_names` as the server does (`syncrep_scanner.l`, `syncrep_gram.y`,
 * `check_synchronous_standby_names`; the same in 10 to 19), or says where it stumbles. An empty value is off; one of
 * blanks alone is an error.
 */
export function parseSynchronousStandbyNames(text: string): SynchronousStandbyNames | SyntaxProblem {
  if (last.text !== text) last = { text, found: read(text) };
  return last.found;
}

/** Writes a name as it must stand in a value of `synchronous_standby_names`: in quotes where it needs them. */
export function quoteStandbyName(name: string): string {
  if (name === '*' || /^[0-9]+$/.test(name)) return name;
  if (match(identifier, name, 0) === name && wordKind(name) === 'name') return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** Writes a value of `synchronous_standby_names`, names in quotes where they need them; '' for no names. */
export function formatSynchronousStandbyNames(wanted: {
  readonly method: 'FIRST' | 'ANY';
  readonly count: number;
  readonly names: readonly string[];
}): string {
  if (wanted.names.length === 0) return '';
  return `${wanted.method} ${wanted.count} (${wanted.names.map(quoteStandbyName).join(', ')})`;
}

/** A name as the server compares it with others: ASCII letters without case (`pg_strcasecmp`). */
export function fold(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
