import type { FoldingRange } from 'vscode-languageserver';
import { logicalLines } from '../../../core/src/index.ts';
import { FoldingRangeKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { headingsOf, sectionsOf } from './sections.ts';

/** Sections of the stock file, blocks of comments of three lines and more, and records that go on over several lines. */
export function foldingRanges(view: FileView): FoldingRange[] {
  const lines = view.text.split(/\r?\n/);
  const joined = view.kind === 'hba' || view.kind === 'ident' ? joinedLines(view) : [];
  // What goes on below a backslash is of the kind of its first line: neither a comment nor a heading of its own.
  for (const { start, end } of joined) lines.fill(lines[start] ?? '', start + 1, end + 1);
  const sections = sectionsOf(lines).map(({ start, end }) => ({
    startLine: start,
    endLine: end,
    kind: FoldingRangeKind.Region,
  }));
  const records = joined
    .filter(({ start }) => !isComment(lines[start]))
    .map(({ start, end }) => ({ startLine: start, endLine: end, kind: FoldingRangeKind.Region }));
  return [...sections, ...comments(lines), ...records];
}

/** The first and last lines of what backslashes join. */
function joinedLines({ document, located }: FileView): readonly { readonly start: number; readonly end: number }[] {
  return [...logicalLines(document.getText(), located.server.catalog.major)].flatMap(({ starts }) => {
    const [first = 0] = starts;
    if (starts.length === 1) return [];
    const start = document.positionAt(first).line;
    return [{ start, end: start + starts.length - 1 }];
  });
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
