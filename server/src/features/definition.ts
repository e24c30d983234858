import type { Location, Position } from 'vscode-languageserver';
import { fileOrigin, parentOf, touches } from '../../../core/src/index.ts';
import { toLocation } from '../convert.ts';
import type { FileView } from '../session.ts';
import { documentsOf, nameAt, placesOf, serversOf } from './names-around.ts';
import { type ReferencedPath, referencedPaths } from './referenced-paths.ts';
import { settingsIn } from './setting-at.ts';

/**
 * From an include or an `@file` to the file, from a map or a standby's name to what bears it, from a setting to the one
 * in force; null for anything else.
 */
export async function definition(view: FileView, position: Position): Promise<Location | Location[] | null> {
  const offset = view.document.offsetAt(position);
  const path = referencedPaths(view).find(({ whole }) => touches(whole, offset));
  if (path) return await filesOf(path, view);
  const name = nameAt(view, position);
  if (name) {
    const servers = await serversOf(view, name.kind);
    const places = placesOf(name, servers).filter(({ defines }) => defines);
    if (places.length > 0) return places.map(({ at }) => toLocation(at, documentsOf(view, servers)));
  }
  const setting = settingsIn(view).find(
    ({ nameAt: { range }, at }) => touches(range, offset) || touches(at.range, offset),
  );
  return setting ? toLocation((setting.overriddenBy ?? setting).nameAt, view.documentOf) : null;
}

/** The file, if there is one; of a folder each file that the server reads there. */
async function filesOf(
  { target, isFolder }: ReferencedPath,
  { located, documentOf, look }: FileView,
): Promise<Location | Location[] | null> {
  const place = (uri: string) => toLocation(fileOrigin(uri, { start: 0, end: 0 }), documentOf);
  if (!isFolder) return documentOf(target) || (await look.files.read(target)) !== undefined ? place(target) : null;
  const files = located.server.files.filter(({ uri }) => parentOf(uri) === target);
  return files.length === 0 ? null : files.map(({ uri }) => place(uri));
}
