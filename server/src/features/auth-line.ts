import type { Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type LogicalLine, logicalLines, type Major, type TextRange } from '../../../core/src/index.ts';
import { toRange } from '../convert.ts';
import { lineAt } from './line.ts';

/** A line of pg_hba.conf or pg_ident.conf as the server takes it, with those that a backslash joins to it (14 and later). */
export interface AuthLine {
  readonly text: string;
  /** Where the position stands in it. */
  readonly column: number;
  /** A part of the line in LSP's terms; an empty part is where the position is. */
  rangeOf(part: TextRange): Range;
}

/** The line around a position; also one that nothing is written of yet. */
export function authLineAt(document: TextDocument, position: Position, major: Major): AuthLine {
  let first = position.line;
  while (first > 0 && goesOn(document, first - 1, major)) first--;
  const start = document.offsetAt({ line: first, character: 0 });
  const [line] = logicalLines(document.getText().slice(start), major);
  if (!line) return { text: '', column: 0, rangeOf: () => ({ start: position, end: position }) };
  return {
    text: line.text,
    column: line.indexOf(document.offsetAt(position) - start),
    rangeOf(part) {
      if (part.start === part.end) return { start: position, end: position };
      const { start: from, end: to } = placeOf(line, part);
      return toRange(document, { start: start + from, end: start + to });
    },
  };
}

function goesOn(document: TextDocument, line: number, major: Major): boolean {
  return major >= 14 && lineAt(document, { line, character: 0 }).replace(/\r+$/, '').endsWith('\\');
}

/** Where a part of a line stands in the text, backslashes and line ends between its characters included. */
export function placeOf(line: LogicalLine, { start, end }: TextRange): TextRange {
  const from = line.at(start);
  return { start: from, end: end > start ? line.at(end - 1) + 1 : from };
}
