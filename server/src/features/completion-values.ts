import type { CompletionItem, Position } from 'vscode-languageserver';
import {
  mapConfValue,
  type Parameter,
  parseSynchronousStandbyNames,
  type ServerConfig,
  standbyNames,
  unitsOf,
} from '../../../core/src/index.ts';
import { CompletionItemKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { conninfoCompletion } from './completion-conninfo.ts';
import type { ConfCursor } from './conf-cursor.ts';
import { rangeInLine } from './line.ts';
import { systemOf } from './switch-replication.ts';
import { defaultValue } from './words.ts';

export type ValueCursor = Extract<ConfCursor, { part: 'value' }>;

/** What a parameter takes: words, units behind a number, names of standbys, parts of a connection string. */
export async function valueCompletion(
  view: FileView,
  cursor: ValueCursor,
  position: Position,
): Promise<CompletionItem[]> {
  const { catalog } = view.located.server;
  const parameter = view.kind === 'recovery' ? catalog.recovery(cursor.name) : catalog.get(cursor.name);
  if (!parameter) return [];
  if (parameter.name === 'primary_conninfo') return conninfoCompletion(view, cursor, position);
  if (parameter.name === 'synchronous_standby_names') return standbyCompletion(view, cursor, position);
  const range = rangeInLine(position, cursor.range);
  const written = mapConfValue(cursor.token).value;
  if (/^[-+]?[0-9.]+[a-zA-Z]*$/.test(written)) return unitItems(written, cursor, parameter, view, position);
  return wordsOf(parameter, view.located.server).map(({ word, isDefault }) => ({
    label: word,
    kind: parameter.type === 'enum' ? CompletionItemKind.EnumMember : CompletionItemKind.Value,
    sortText: `${isDefault ? 0 : 1}${word}`,
    filterText: cursor.token.startsWith("'") ? `'${word}'` : word,
    textEdit: { range, newText: /^[\w.+-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'` },
    ...(isDefault && { detail: 'default' }),
  }));
}

function wordsOf(parameter: Parameter, { catalog }: ServerConfig): readonly { word: string; isDefault: boolean }[] {
  const initial = defaultValue(parameter, catalog.major);
  const words = parameter.type === 'bool' ? ['on', 'off'] : [...(parameter.values ?? [])];
  if (words.length === 0 && initial !== '') words.push(initial);
  return words.map((word) => ({ word, isDefault: word === initial }));
}

/** The same number with each unit of the parameter. */
function unitItems(
  written: string,
  cursor: ValueCursor,
  parameter: Parameter,
  view: FileView,
  position: Position,
): CompletionItem[] {
  const { major } = view.located.server.catalog;
  const [number = ''] = /^[-+]?[0-9.]+/.exec(written) ?? [];
  if (parameter.type === 'real' && major < 12) return [];
  const quote = cursor.token.startsWith("'") ? "'" : '';
  return unitsOf(parameter.unit, major).map(({ name }, index) => ({
    label: `${number}${name}`,
    kind: CompletionItemKind.Unit,
    sortText: `${index}`,
    filterText: `${quote}${number}${name}`,
    textEdit: { range: rangeInLine(position, cursor.range), newText: `${quote}${number}${name}${quote}` },
  }));
}

/** The name at the cursor, or the whole value while it is empty. */
async function standbyCompletion(view: FileView, cursor: ValueCursor, position: Position): Promise<CompletionItem[]> {
  const servers = (await view.look.servers()).map(({ server }) => server);
  const system = systemOf(view.located.server, servers);
  const known = system
    ? standbyNames(system.primary, system.standbys).map(({ name, server }) => ({ name, from: server?.name }))
    : [];
  const map = mapConfValue(cursor.token);
  const whole = rangeInLine(position, cursor.range);
  if (map.value.trim() === '') {
    const names = known.map(({ name }) => quoteName(name)).join(', ') || 'standby1, standby2';
    const forms = [`ANY 1 (${names})`, `FIRST 1 (${names})`, names];
    return forms.map((form, index) => ({
      label: form,
      kind: CompletionItemKind.Value,
      detail: ['whichever answers first', 'the first that is connected', 'a plain list is FIRST 1'][index] ?? '',
      sortText: `${index}`,
      filterText: cursor.token === '' ? form : `'${form}'`,
      textEdit: { range: whole, newText: `'${form.replaceAll("'", "''")}'` },
    }));
  }
  const offset = map.toValue(position.character - cursor.range.start);
  const start = offset - (/[\w$]*$/.exec(map.value.slice(0, offset))?.[0].length ?? 0);
  const end = offset + (/^[\w$]*/.exec(map.value.slice(offset))?.[0].length ?? 0);
  const range = rangeInLine(position, {
    start: cursor.range.start + map.toRaw(start),
    end: cursor.range.start + map.toRaw(end),
  });
  const typed = map.value.slice(start, end);
  const others = known.filter(({ name, from }) => from !== undefined || name !== typed);
  return others.map(({ name, from }) => ({
    label: name,
    kind: CompletionItemKind.Reference,
    detail: from === undefined ? 'in the present list' : `standby ${from}`,
    textEdit: { range, newText: quoteName(name) },
  }));
}

/** The name as the list must have it: whatever does not read back as itself goes in quotes. */
function quoteName(name: string): string {
  const read = parseSynchronousStandbyNames(name);
  const isPlain = 'names' in read && read.names.length === 1 && read.names[0]?.text === name;
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
