import { hbaFacts } from '../catalog/hba-facts.ts';
import type { Major } from '../catalog/parameter.ts';
import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { type AddressFamily, addressFamily, isMaskLength } from './address.ts';
import type { HbaLine, HbaOption, HbaRecord, HbaToken } from './hba.ts';
import { optionProblem, requirementProblem } from './hba-options.ts';
import type { SyntaxProblem } from './parsed.ts';
import { regexProblem } from './regex.ts';
import { shownWord } from './secrets.ts';

/** Ends the reading of a line: what the server's loader says of it. No Error: its stack would take longer than the reading. */
class Refusal {
  readonly problem: SyntaxProblem;

  constructor(code: string, range: TextRange, holes: SyntaxProblem['holes'] = {}) {
    this.problem = { code, range, holes };
  }
}

type Field = readonly HbaToken[];

/** The part of a record that a message speaks of. */
type Part = 'database' | 'role' | 'IP address' | 'netmask' | 'authentication method';

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** The items of a pattern field; from 16 on one that begins with a slash is a regular expression, quoted or not. */
export function checkPatterns(tokens: Field, major: Major): SyntaxProblem | undefined {
  if (major < 16) return undefined;
  for (const { text, range } of tokens) {
    const reason = text.startsWith('/') ? regexProblem(text.slice(1), major) : undefined;
    if (reason) return { code: 'invalidRegularExpression', range, holes: { pattern: shorten(text.slice(1)), reason } };
  }
  return undefined;
}

class RecordReader {
  readonly #line: HbaLine;
  readonly #major: Major;
  #next = 0;

  constructor(line: HbaLine, major: Major) {
    this.#line = line;
    this.#major = major;
  }

  #field(part: Part): Field {
    const field = this.#line.fields[this.#next++];
    if (!field) throw new Refusal('lineEndsEarly', this.#line.range, { part });
    return field;
  }

  #single(field: Field, part: string): HbaToken {
    const [token, second] = field;
    if (!token || second) {
      const range = { start: token?.range.start ?? 0, end: field.at(-1)?.range.end ?? 0 };
      throw new Refusal('severalValues', range, { part });
    }
    return token;
  }

  #patterns(part: 'database' | 'role'): Field {
    const field = this.#field(part);
    const problem = checkPatterns(field, this.#major);
    if (problem) throw new Refusal(problem.code, problem.range, problem.holes);
    return field;
  }

  read(uri: Uri): HbaRecord {
    const facts = hbaFacts(this.#major);
    const type = this.#single(this.#line.fields[this.#next++] ?? [], 'connection type');
    if (!facts.types.includes(type.text)) throw new Refusal('unknownType', type.range, { type: shorten(type.text) });
    const databases = this.#patterns('database');
    const users = this.#patterns('role');
    const { address, mask } = type.text === 'local' ? {} : this.#address();
    const method = this.#single(this.#field('authentication method'), 'authentication method');
    if (!facts.methods.includes(method.text)) {
      throw new Refusal('unknownMethod', method.range, { method: shorten(method.text) });
    }
    this.#checkPair(type, method);
    const options = this.#options(type, method);
    return { uri, range: this.#line.range, type, databases, users, address, mask, method, options };
  }

  #address(): { readonly address: HbaToken; readonly mask?: HbaToken } {
    const address = this.#single(this.#field('IP address'), 'address');
    if (!address.quoted && ['all', 'samehost', 'samenet'].includes(address.text)) return { address };
    const slash = address.text.indexOf('/');
    const host = slash < 0 ? address.text : address.text.slice(0, slash);
    const family = addressFamily(host);
    if (slash >= 0) {
      this.#checkLength(address, family, address.text.slice(slash + 1));
      return { address };
    }
    return family === undefined ? { address } : { address, mask: this.#mask(family, address) };
  }

  #checkLength(address: HbaToken, family: AddressFamily | undefined, length: string): void {
    const holes = { address: shorten(address.text) };
    if (family === undefined) throw new Refusal('hostNameWithMask', address.range, holes);
    if (!isMaskLength(length, family)) throw new Refusal('invalidMaskLength', address.range, holes);
  }

  #mask(family: AddressFamily, address: HbaToken): HbaToken {
    const mask = this.#single(this.#field('netmask'), 'netmask');
    const found = addressFamily(mask.text);
    const holes = { mask: shorten(mask.text), address: shorten(address.text) };
    if (found === undefined) throw new Refusal('invalidMask', mask.range, holes);
    if (found !== family) throw new Refusal('maskOfOtherFamily', mask.range, holes);
    return mask;
  }

  #checkPair(type: HbaToken, method: HbaToken): void {
    const code = methodMisfit(method.text, type.text);
    if (code !== undefined) throw new Refusal(code, method.range, { method: method.text, type: type.text });
  }

  #options(type: HbaToken, method: HbaToken): readonly HbaOption[] {
    const options: HbaOption[] = [];
    const context = { type: type.text, method: method.text, major: this.#major };
    let before = '';
    for (const { text, range } of this.#line.fields.slice(this.#next).flat()) {
      const equals = text.indexOf('=');
      if (equals < 0) throw new Refusal('optionWithoutValue', range, { option: shorten(shownWord(text, before)) });
      before = `${text} `;
      const option = { name: text.slice(0, equals), value: text.slice(equals + 1), range };
      const problem = optionProblem(option, context);
      if (problem) throw new Refusal(problem.code, range, problem.holes);
      options.push(option);
    }
    const missing = requirementProblem(options, context);
    if (missing) throw new Refusal(missing.code, method.range, missing.holes);
    return options;
  }
}

/** Why a method does not go with a record type; undefined where it does. */
export function methodMisfit(method: string, type: string): string | undefined {
  const isLocal = type === 'local';
  if (isLocal && method === 'gss') return 'methodNotOnLocal';
  if (!isLocal && method === 'peer') return 'methodOnlyOnLocal';
  return type !== 'hostssl' && method === 'cert' ? 'methodOnlyOnHostssl' : undefined;
}

/** Reads a tokenized line as `parse_hba_line` of the major does: a record, or why the server refuses it. */
export function readHbaRecord(line: HbaLine, uri: Uri, major: Major): HbaRecord | SyntaxProblem {
  try {
    return new RecordReader(line, major).read(uri);
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
}
