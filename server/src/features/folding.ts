import type { FoldingRange } from 'vscode-languageserver';
import { FoldingRangeKind } from '../lsp.ts';
import type { FileView } from '../session.ts';

/** A line of the headings in stock files: `# WRITE-AHEAD LOG`, `# - Settings -`. */
const heading = /^#[ \t]*(?:[A-Z][A-Z0-9 ,/()&-]{3,}|- .+ -)[ \t]*$/;
const isSubheading = (line: string) => /^#[ \t]*- /.test(line);

/** Sections of the stock file, and blocks of comments of three lines and more. */
export function foldingRanges({ document }: FileView): FoldingRange[] {
  const lines = document.getText().split(/\r?\n/);
  return [...sections(lines), ...comments(lines)];
}

function sections(lines: readonly string[]): FoldingRange[] {
  const starts = lines.flatMap((line, at) => (heading.test(line) ? [{ at, isSub: isSubheading(line) }] : []));
  return starts.flatMap(({ at, isSub }, index) => {
    const next = starts.slice(index + 1).find((other) => isSub || !other.isSub);
    let end = (next?.at ?? lines.length) - 1;
    while (end > at && /^#?-*[ \t]*$/.test(lines[end] ?? '')) end--;
    return end > at ? [{ startLine: at, endLine: end, kind: FoldingRangeKind.Region }] : [];
  });
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
    line !== undefined && /^[ \t]*#/.test(line) && !/^[ \t]*#[ \t]*[a-z_.]+[ \t]*=/i.test(line) && !heading.test(line)
  );
}
