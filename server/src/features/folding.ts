import type { FoldingRange } from 'vscode-languageserver';
import { FoldingRangeKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { isHeading, sectionsOf } from './sections.ts';

/** Sections of the stock file, and blocks of comments of three lines and more. */
export function foldingRanges({ text }: FileView): FoldingRange[] {
  const lines = text.split(/\r?\n/);
  const sections = sectionsOf(lines).map(({ start, end }) => ({
    startLine: start,
    endLine: end,
    kind: FoldingRangeKind.Region,
  }));
  return [...sections, ...comments(lines)];
}

function comments(lines: readonly string[]): FoldingRange[] {
  const found: FoldingRange[] = [];
  for (let at = 0; at < lines.length; at++) {
    let end = at;
    while (isProse(lines[end])) end++;
    if (end - at >= 3) found.push({ startLine: at, endLine: end - 1, kind: FoldingRangeKind.Comment });
    at = Math.max(at, end - 1);
  }
  return found;
}

/** A comment that is no commented-out setting. */
function isProse(line: string | undefined): boolean {
  return (
    line !== undefined && /^[ \t]*#/.test(line) && !/^[ \t]*#[ \t]*[a-z_.]+[ \t]*=/i.test(line) && !isHeading(line)
  );
}
