import type { Major } from '../catalog/parameter.ts';
import type { TextRange } from '../text/range.ts';
import type { Parsed, SyntaxProblem } from './parsed.ts';
import { byteLength, checkSlotName, maxNameBytes } from './slot-names.ts';

/** One slot of the list. */
export interface SlotNameEntry {
  /** As the server compares it: unquoted names in lower case, no more than 63 bytes. */
  readonly name: string;
  readonly range: TextRange;
}

const blanks = /[ \t\n\r\f\v]*/y;
const quoted = /"(?:[^"]|"")*"/y;
const bare = /[^, \t\n\r\f\v]+/y;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** The first 63 bytes of a name; the server cuts the rest off (`truncate_identifier`). */
function truncate(name: string): string {
  if (byteLength(name) <= maxNameBytes) return name;
  let kept = '';
  for (const character of name) {
    if (byteLength(kept + character) > maxNameBytes) break;
    kept += character;
  }
  return kept;
}

function entryOf(raw: string, start: number): SlotNameEntry {
  const isQuoted = raw.startsWith('"');
  const name = isQuoted
    ? raw.slice(1, -1).replaceAll('""', '"')
    : raw.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return { name: truncate(name), range: { start, end: start + raw.length } };
}

/** A list of identifiers as `SplitIdentifierString` takes it apart; the problem where it gives up. */
function splitIdentifiers(text: string): Parsed<SlotNameEntry> {
  const entries: SlotNameEntry[] = [];
  const invalid = (start: number): Parsed<SlotNameEntry> => ({
    entries,
    problems: [{ code: 'slotListSyntax', range: { start, end: text.length }, holes: {} }],
  });
  let at = endOf(blanks, text, 0);
  if (at >= text.length) return { entries, problems: [] };
  for (;;) {
    const start = at;
    at = endOf(text[start] === '"' ? quoted : bare, text, start);
    if (at === start) return invalid(start);
    entries.push(entryOf(text.slice(start, at), start));
    at = endOf(blanks, text, at);
    if (at >= text.length) return { entries, problems: [] };
    if (text[at] !== ',') return invalid(at);
    at = endOf(blanks, text, at + 1);
  }
}

/**
 * Reads a value of `synchronized_standby_slots` (17 on): a list of identifiers, each the name of a slot
 * (`check_synchronized_standby_slots`). No entries for an empty value.
 */
export function parseSynchronizedStandbySlots(text: string, major: Major): Parsed<SlotNameEntry> {
  const { entries, problems } = splitIdentifiers(text);
  if (problems.length > 0) return { entries, problems };
  const bad = entries.flatMap(({ name, range }): SyntaxProblem[] => {
    const problem = checkSlotName(name, major);
    return problem ? [{ ...problem, range }] : [];
  });
  return { entries, problems: bad };
}
