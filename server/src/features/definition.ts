import type { Location, Position } from 'vscode-languageserver';
import { parseConf, resolvePath, touches } from '../../../core/src/index.ts';
import { toLocation } from '../convert.ts';
import type { FileView } from '../session.ts';

/** From an include to its file, from an overridden setting to the one in force; null for anything else. */
export function definition(view: FileView, position: Position): Location | null {
  if (view.kind === 'hba' || view.kind === 'ident') return null;
  const offset = view.document.offsetAt(position);
  const entry = parseConf(view.document.getText()).entries.find(
    ({ nameRange, valueRange }) => touches(nameRange, offset) || touches(valueRange, offset),
  );
  if (!entry) return null;
  if (entry.include !== undefined) {
    if (entry.include === 'include_dir') return null;
    return toLocation(
      { kind: 'file', uri: resolvePath(view.uri, entry.value), range: { start: 0, end: 0 } },
      view.documentOf,
    );
  }
  const { server } = view.located;
  const own = server.settings.find(
    ({ nameAt }) => nameAt.uri === view.uri && nameAt.range.start === entry.nameRange.start,
  );
  const inForce = own?.overriddenBy;
  return inForce ? toLocation(inForce.nameAt, view.documentOf) : null;
}
