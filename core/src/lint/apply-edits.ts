import type { Edit, Fix } from '../rules/rule.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Diagnostic } from './diagnostic.ts';

function collide(a: TextRange, b: TextRange): boolean {
  return overlaps(a, b) || (a.start === b.start && a.end === b.end);
}

function clashes(edit: Edit, taken: readonly Edit[]): boolean {
  return taken.some((other) => {
    if (edit.kind === 'replace' && other.kind === 'replace') {
      return edit.at.uri === other.at.uri && collide(edit.at.range, other.at.range);
    }
    const uri = edit.kind === 'replace' ? edit.at.uri : edit.uri;
    return uri === (other.kind === 'replace' ? other.at.uri : other.uri);
  });
}

/** The first fix of each finding, as many as can be applied together; of two that touch the same text the first. */
export function chooseFixes(diagnostics: Iterable<Diagnostic>, options: { readonly unsafe: boolean }): readonly Fix[] {
  const chosen: Fix[] = [];
  const taken: Edit[] = [];
  for (const { fixes } of diagnostics) {
    const fix = fixes.find((it) => options.unsafe || it.safety === 'safe');
    if (!fix || fix.edits.length === 0 || fix.edits.some((edit) => clashes(edit, taken))) continue;
    chosen.push(fix);
    taken.push(...fix.edits);
  }
  return chosen;
}

/**
 * The texts after the edits, which must not overlap: only files that change, `undefined` for one that is deleted. An edit
 * of a text that is not given starts from an empty one.
 */
export function applyEdits(texts: ReadonlyMap<Uri, string>, edits: readonly Edit[]): Map<Uri, string | undefined> {
  const result = new Map<Uri, string | undefined>();
  for (const edit of edits)
    if (edit.kind !== 'replace') result.set(edit.uri, edit.kind === 'create' ? edit.text : undefined);
  const replacements = edits
    .filter((edit) => edit.kind === 'replace')
    .toSorted((a, b) => b.at.range.start - a.at.range.start);
  for (const { at, text } of replacements) {
    const before = result.get(at.uri) ?? texts.get(at.uri) ?? '';
    result.set(at.uri, before.slice(0, at.range.start) + text + before.slice(at.range.end));
  }
  return result;
}
