import type { CompletionItem, Position } from 'vscode-languageserver';
import { childOf, mapConfValue, parentOf, quoteHbaToken, resolvePath } from '../../../core/src/index.ts';
import { CompletionItemKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import type { AuthPlace } from './auth-place.ts';
import type { ValueCursor } from './completion-values.ts';
import { rangeInLine } from './line.ts';

/** The `.conf` files, or the folders, that an include directive may name. */
export async function includeCompletion(
  view: FileView,
  cursor: ValueCursor,
  position: Position,
): Promise<CompletionItem[]> {
  const wantsFolder = /_dir$/i.test(cursor.name);
  const paths = await pathsLike(mapConfValue(cursor.token).value, wantsFolder, view);
  return paths.map((path) => ({
    label: path,
    kind: wantsFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
    filterText: `'${path}'`,
    textEdit: { range: rangeInLine(position, cursor.range), newText: `'${path.replaceAll("'", "''")}'` },
  }));
}

/** The same behind a directive of pg_hba.conf or pg_ident.conf, which has one path and nothing else. */
export async function authIncludeCompletion(view: FileView, { cursor, rangeOf }: AuthPlace): Promise<CompletionItem[]> {
  const [directive = '', ...more] = cursor.before;
  if (more.length > 0) return [];
  const wantsFolder = directive === 'include_dir';
  const paths = await pathsLike(cursor.item.replaceAll('"', ''), wantsFolder, view);
  return paths.map((path) => ({
    label: path,
    kind: wantsFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
    filterText: cursor.item.startsWith('"') ? `"${path}"` : path,
    textEdit: { range: rangeOf(cursor.range), newText: quoteHbaToken(path) },
  }));
}

/** The paths in the folder of what is written so far, but not that of the document itself. */
async function pathsLike(written: string, wantsFolder: boolean, { look, uri }: FileView): Promise<readonly string[]> {
  const start = written.slice(0, written.lastIndexOf('/') + 1);
  const folder = start === '' ? parentOf(uri) : resolvePath(uri, start.slice(0, -1) || '/');
  const names = await look.files.list(folder);
  return names
    .filter((name) => (wantsFolder ? name.endsWith('/') : name.endsWith('.conf') && childOf(folder, name) !== uri))
    .map((name) => start + name.replace(/\/$/, ''));
}
