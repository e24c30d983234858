import type { Major } from '../catalog/parameter.ts';

const blanks = ' \\t\\n\\r\\f';

interface ListPatterns {
  readonly blank: RegExp;
  readonly bare: RegExp;
}

function patterns(space: string): ListPatterns {
  return { blank: new RegExp(`[${space}]*`, 'y'), bare: new RegExp(`[^,${space}]+`, 'y') };
}

/** The vertical tab became a blank in 17 (`scanner_isspace`). */
const untilSixteen = patterns(blanks);
const fromSeventeen = patterns(`${blanks}\\v`);
const quoted = /"((?:[^"]|"")*)"/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The item as the server compares it: the quotes off, unquoted ASCII letters in lower case. */
function itemOf(raw: string): string {
  if (raw.startsWith('"')) return raw.slice(1, -1).replaceAll('""', '"');
  return raw.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * Takes a list of identifiers apart as `SplitIdentifierString` does; [] for nothing but blanks, undefined where the list is
 * broken: an empty item, two items without a comma, a quote that is never closed.
 */
export function splitIdentifiers(text: string, major: Major): readonly string[] | undefined {
  const { blank, bare } = major >= 17 ? fromSeventeen : untilSixteen;
  const items: string[] = [];
  let at = match(blank, text, 0).length;
  if (at >= text.length) return items;
  for (;;) {
    const raw = match(text[at] === '"' ? quoted : bare, text, at);
    if (raw === '') return undefined;
    items.push(itemOf(raw));
    at += raw.length;
    at += match(blank, text, at).length;
    if (at >= text.length) return items;
    if (text[at] !== ',') return undefined;
    at += 1 + match(blank, text, at + 1).length;
  }
}
