import type { Edit, Fix } from '../rules/rule.ts';
import { groupBy } from '../text/group-by.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Diagnostic } from './diagnostic.ts';

function collide(a: TextRange, b: TextRange): boolean {
  return overlaps(a, b) || (a.start === b.start && a.end === b.end);
}

/** What the chosen fixes have taken of one file: all of it, or ranges in their order, none of which collides with another. */
type Taken = 'whole' | TextRange[];

function uriOf(edit: Edit): Uri {
  return edit.kind === 'replace' ? edit.at.uri : edit.uri;
}

/** Where a range comes among others that are in order. */
function placeOf({ start, end }: TextRange, ranges: readonly TextRange[]): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = ranges[middle];
    if (at && (at.start < start || (at.start === start && at.end < end))) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clashes(edit: Edit, taken: ReadonlyMap<Uri, Taken>): boolean {
  const there = taken.get(uriOf(edit));
  if (there === undefined) return false;
  if (there === 'whole' || edit.kind !== 'replace') return true;
  const { range } = edit.at;
  // What is in order and collides with nothing can only be met at its neighbours; empty ranges at one place stand side by side.
  const place = placeOf(range, there);
  return there.slice(Math.max(0, place - 2), place + 2).some((other) => collide(range, other));
}

function take(edit: Edit, taken: Map<Uri, Taken>): void {
  const there = taken.get(uriOf(edit)) ?? [];
  if (there === 'whole') return;
  if (edit.kind !== 'replace') taken.set(edit.uri, 'whole');
  else taken.set(edit.at.uri, there.toSpliced(placeOf(edit.at.range, there), 0, edit.at.range));
}

/** The first fix of each finding, as many as can be applied together; of two that touch the same text the first. */
export function chooseFixes(diagnostics: Iterable<Diagnostic>, options: { readonly unsafe: boolean }): readonly Fix[] {
  const chosen: Fix[] = [];
  const taken = new Map<Uri, Taken>();
  for (const { fixes } of diagnostics) {
    const fix = fixes.find((it) => options.unsafe || it.safety === 'safe');
    if (!fix || fix.edits.length === 0 || fix.edits.some((edit) => clashes(edit, taken))) continue;
    chosen.push(fix);
    for (const edit of fix.edits) take(edit, taken);
  }
  return chosen;
}

/** An insertion comes before what is replaced from the same place on. */
function inOrder(
  { at: { range: a } }: { at: { range: TextRange } },
  { at: { range: b } }: { at: { range: TextRange } },
) {
  return a.start - b.start || a.end - b.end;
}

/**
 * The texts after the edits, which must not overlap: only files that change, `undefined` for one that is deleted. An edit
 * of a text that is not given starts from an empty one.
 */
export function applyEdits(texts: ReadonlyMap<Uri, string>, edits: readonly Edit[]): Map<Uri, string | undefined> {
  const result = new Map<Uri, string | undefined>();
  for (const edit of edits)
    if (edit.kind !== 'replace') result.set(edit.uri, edit.kind === 'create' ? edit.text : undefined);
  const replacements = edits.filter((edit) => edit.kind === 'replace');
  for (const [uri, ofFile] of groupBy(replacements, ({ at }) => at.uri)) {
    const before = result.get(uri) ?? texts.get(uri) ?? '';
    const parts: string[] = [];
    let from = 0;
    for (const { at, text } of ofFile.toSorted(inOrder)) {
      parts.push(before.slice(from, at.range.start), text);
      from = at.range.end;
    }
    result.set(uri, parts.join('') + before.slice(from));
  }
  return result;
}
