import type { DocumentHighlight, Position } from 'vscode-languageserver';
import type { FileOrigin } from '../../../core/src/index.ts';
import { toRange } from '../convert.ts';
import { DocumentHighlightKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { nameAt, placesOf } from './names-around.ts';
import { settingNamedAt, settingsIn } from './setting-at.ts';

/** The same name elsewhere in the document, or the other lines that set the same parameter: the one in force as written. */
export function documentHighlights(view: FileView, position: Position): DocumentHighlight[] | null {
  const shown = ({ range }: FileOrigin, isStrong: boolean): DocumentHighlight => ({
    range: toRange(view.document, range),
    kind: isStrong ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  });
  const name = nameAt(view, position);
  if (name)
    return placesOf(name, [view.located.server])
      .filter(({ at }) => at.uri === view.uri)
      .map(({ at, defines }) => shown(at, defines));
  const setting = settingNamedAt(view, position);
  if (!setting) return null;
  const inForce = setting.overriddenBy ?? setting;
  return settingsIn(view)
    .filter((other) => (other.overriddenBy ?? other) === inForce)
    .map(({ nameAt: at, overriddenBy }) => shown(at, overriddenBy === undefined));
}
