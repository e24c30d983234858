import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver';
import {
  fileOrigin,
  type LogicalLine,
  logicalLines,
  maskSecrets,
  parseConf,
  type TextRange,
} from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import { toRange } from '../convert.ts';
import { SymbolKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { fieldsOf } from './auth-cursor.ts';
import { placeOf } from './auth-line.ts';
import { type Section, sectionsOf } from './sections.ts';
import { shownValue } from './shown-value.ts';

/** Settings and include directives under the headings they stand below, or records, in the order of the file. */
export function documentSymbols(view: FileView, client: ClientFacts): DocumentSymbol[] | SymbolInformation[] {
  const symbols = view.kind === 'hba' || view.kind === 'ident' ? recordSymbols(view) : settingSymbols(view);
  return client.showsNestedSymbols ? symbols : symbols.flatMap((symbol) => flat(symbol, view.document.uri));
}

function settingSymbols({ document, uri, text, located }: FileView): DocumentSymbol[] {
  const settings = parseConf(text).entries.map(({ include, name, nameRange, value, valueRange }) => ({
    name,
    detail: shownValue(located.server, name, { value, at: fileOrigin(uri, valueRange) }).text,
    kind: include === undefined ? SymbolKind.Property : SymbolKind.File,
    range: toRange(document, { start: nameRange.start, end: valueRange.end }),
    selectionRange: toRange(document, nameRange),
  }));
  const lines = text.split(/\r?\n/);
  return nested([...sectionsOf(lines).map((section) => sectionSymbol(section, lines)), ...settings]);
}

function sectionSymbol({ title, start, end }: Section, lines: readonly string[]): DocumentSymbol {
  const lineEnd = (line: number) => ({ line, character: lines[line]?.length ?? 0 });
  const from = { line: start, character: 0 };
  return {
    name: title,
    kind: SymbolKind.Namespace,
    range: { start: from, end: lineEnd(end) },
    selectionRange: { start: from, end: lineEnd(start) },
  };
}

/** Puts each symbol into the innermost section around it. */
function nested(symbols: readonly DocumentSymbol[]): DocumentSymbol[] {
  const roots: DocumentSymbol[] = [];
  const open: DocumentSymbol[] = [];
  for (const symbol of symbols.toSorted((a, b) => a.range.start.line - b.range.start.line)) {
    while ((open.at(-1)?.range.end.line ?? Infinity) < symbol.range.start.line) open.pop();
    const parent = open.at(-1);
    if (!parent) roots.push(symbol);
    else {
      parent.children ??= [];
      parent.children.push(symbol);
    }
    if (symbol.kind === SymbolKind.Namespace) open.push(symbol);
  }
  return roots;
}

/** The symbol and those below it, for clients that know no levels. */
function flat(symbol: DocumentSymbol, uri: string, containerName?: string): SymbolInformation[] {
  const { name, kind, range, children = [] } = symbol;
  const own = { name, kind, location: { uri, range }, ...(containerName !== undefined && { containerName }) };
  return [own, ...children.flatMap((child) => flat(child, uri, name))];
}

/** A part of a line as it is written, without the backslashes and line ends in it. */
function writtenIn(text: string, line: LogicalLine, { start, end }: TextRange): string {
  return Array.from({ length: end - start }, (_, at) => text[line.at(start + at)]).join('');
}

/** Up to the method: options may hold secrets. */
function recordSymbols({ document, text, kind, located }: FileView): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  const written = document.getText();
  for (const line of logicalLines(text, located.server.catalog.major)) {
    const fields = fieldsOf(line.text);
    const first = fields[0];
    const last = fields[kind === 'hba' ? Math.min(4, fields.length - 1) : fields.length - 1];
    if (!first || !last) continue;
    const range = toRange(document, placeOf(line, { start: first.start, end: last.end }));
    const name = fields
      .slice(0, 3)
      .map((field) => writtenIn(written, line, field))
      .join(' ');
    symbols.push({ name: maskSecrets(name), kind: SymbolKind.Array, range, selectionRange: range });
  }
  return symbols;
}
