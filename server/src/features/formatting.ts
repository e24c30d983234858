import type { Range, TextEdit } from 'vscode-languageserver';
import { formatAuthFile, formatConf } from '../../../core/src/index.ts';
import { toRange } from '../convert.ts';
import type { FileView } from '../session.ts';

/** Lays a file out; with a range, the lines that it touches. What the server writes itself is left to it. */
export function formatting({ document, kind, located }: FileView, range?: Range): TextEdit[] {
  if (kind === 'auto') return [];
  const text = document.getText();
  const { major } = located.server.catalog;
  const edits = kind === 'hba' || kind === 'ident' ? formatAuthFile(text, kind, major) : formatConf(text);
  return edits
    .map(({ range: at, text: newText }) => ({ range: toRange(document, at), newText }))
    .filter((it) => !range || (it.range.end.line >= range.start.line && it.range.start.line <= range.end.line));
}
