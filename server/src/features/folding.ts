import type { FoldingRange } from 'vscode-languageserver';
import { FoldingRangeKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { headingsOf, sectionsOf } from './sections.ts';

/** Sections of the stock file, and blocks of comments of three lines and more. */
export function foldingRanges(view: FileView): FoldingRange[] {
  const lines = view.document.getText().split(/\r?\n/);
  const sections = sectionsOf(lines).map(({ start, end }) => ({
    startLine: start,
    endLine: end,
    kind: FoldingRangeKind.Region,
  }));
  return [...sections, ...comments(lines)];
}

function comments(lines: readonly string[]): FoldingRange[] {
  const headings = new Set(headingsOf(lines).map(({ start }) => start));
  const isProse = (at: number) => isComment(lines[at]) && !isSettingInComment(lines[at]) && !headings.has(at);
  const found: FoldingRange[] = [];
  for (let at = 0; at < lines.length; at++) {
    let end = at;
    while (isProse(end)) end++;
    if (end - at >= 3) found.push({ startLine: at, endLine: end - 1, kind: FoldingRangeKind.Comment });
    at = Math.max(at, end - 1);
  }
  return found;
}

function isComment(line = ''): boolean {
  return /^[ \t]*#/.test(line);
}

/** A setting that is commented out. */
function isSettingInComment(line = ''): boolean {
  return /^[ \t]*#[ \t]*[a-z_.]+[ \t]*=/i.test(line);
}
