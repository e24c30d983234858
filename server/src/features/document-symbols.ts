import type { DocumentSymbol } from 'vscode-languageserver';
import { maskSecrets, parseConf } from '../../../core/src/index.ts';
import { toRange } from '../convert.ts';
import { SymbolKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { fieldsOf } from './auth-cursor.ts';

/** Settings and include directives, or records, in the order of the file. */
export function documentSymbols(view: FileView): DocumentSymbol[] {
  return view.kind === 'hba' || view.kind === 'ident' ? recordSymbols(view) : settingSymbols(view);
}

function settingSymbols({ document }: FileView): DocumentSymbol[] {
  return parseConf(document.getText()).entries.map(({ include, name, nameRange, value, valueRange }) => ({
    name,
    detail: maskSecrets(value),
    kind: include === undefined ? SymbolKind.Property : SymbolKind.File,
    range: toRange(document, { start: nameRange.start, end: valueRange.end }),
    selectionRange: toRange(document, nameRange),
  }));
}

/** Up to the method: options may hold secrets. */
function recordSymbols({ document, kind }: FileView): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  for (const [line, text] of document.getText().split(/\r?\n/).entries()) {
    const fields = fieldsOf(text);
    const first = fields[0];
    const last = fields[kind === 'hba' ? Math.min(4, fields.length - 1) : fields.length - 1];
    if (!first || !last) continue;
    const range = { start: { line, character: first.start }, end: { line, character: last.end } };
    const name = fields
      .slice(0, 3)
      .map(({ start, end }) => text.slice(start, end))
      .join(' ');
    symbols.push({ name: maskSecrets(name), kind: SymbolKind.Array, range, selectionRange: range });
  }
  return symbols;
}
