import type { Position } from 'vscode-languageserver';
import { type Setting, touches } from '../../../core/src/index.ts';
import type { FileView } from '../session.ts';

/** The settings of a document that its server reads, in their order. */
export function settingsIn({ located, uri }: FileView): readonly Setting[] {
  return located.server.settings.filter(({ at }) => at.uri === uri);
}

/** The setting whose name is at a position; undefined where there is none. */
export function settingNamedAt(view: FileView, position: Position): Setting | undefined {
  const offset = view.document.offsetAt(position);
  return settingsIn(view).find(({ nameAt }) => touches(nameAt.range, offset));
}
