import type { CodeAction, Range } from 'vscode-languageserver';
import { parseNumber, unitsOf } from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import { toWorkspaceEdit } from '../convert.ts';
import { l10n } from '../l10n.ts';
import type { FileView } from '../session.ts';

/** The kind of the actions that write a value in another unit. */
export const convertKind = 'refactor.rewrite.unit';

/** The same value in each unit in which it is a whole number, the largest unit first; the way it is written is left out. */
function sameValues(written: string, view: FileView, name: string): readonly string[] {
  const { catalog } = view.located.server;
  const parameter = view.kind === 'recovery' ? catalog.recovery(name) : catalog.get(name);
  if (parameter?.unit === undefined) return [];
  const value = parseNumber(written, parameter, catalog.major);
  if (value === undefined || value <= 0) return [];
  const bare = written.replace(/\s/g, '');
  return unitsOf(parameter.unit, catalog.major)
    .map(({ name: unit, factor }) => ({ unit, count: value / factor }))
    .filter(({ count }) => Number.isSafeInteger(count) && count > 0)
    .map(({ unit, count }) => `${count}${unit}`)
    .filter((text) => text !== bare && parseNumber(text, parameter, catalog.major) === value);
}

/** Actions that write the value under the cursor in another unit; it means the same to the server. */
export function conversions(view: FileView, range: Range, client: ClientFacts): CodeAction[] {
  if (view.kind === 'hba' || view.kind === 'ident') return [];
  const at = view.document.offsetAt(range.start);
  const line = view.document.positionAt(at).line;
  const setting = view.located.server.settings.find(
    (it) => it.at.uri === view.uri && view.document.positionAt(it.nameAt.range.start).line === line,
  );
  if (!setting) return [];
  const quoted = view.document.getText().startsWith("'", setting.at.range.start);
  return sameValues(setting.value, view, setting.name).map((text) => {
    const edit = { kind: 'replace' as const, at: setting.at, text: quoted ? `'${text}'` : text };
    return {
      title: l10n.t('Write as {0}', text),
      kind: convertKind,
      edit: toWorkspaceEdit([{ edit }], view.documentOf, client),
    };
  });
}
