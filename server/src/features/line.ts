import type { Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextRange } from '../../../core/src/index.ts';

/** The line of a position, without its newline. */
export function lineAt(document: TextDocument, { line }: Position): string {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return text.replace(/\r?\n$/, '');
}

/** A range of that line in LSP's terms. */
export function rangeInLine({ line }: Position, { start, end }: TextRange): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}
