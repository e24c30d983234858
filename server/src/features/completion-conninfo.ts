import type { CompletionItem, Position } from 'vscode-languageserver';
import { conninfoKeywordNames, conninfoWords, mapConfValue } from '../../../core/src/index.ts';
import { CompletionItemKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import type { ConfCursor } from './conf-cursor.ts';
import { conninfoText } from './conninfo-texts.ts';
import { rangeInLine } from './line.ts';

type ValueCursor = Extract<ConfCursor, { part: 'value' }>;

/** What a standby needs first. */
const usual = ['host', 'port', 'user', 'application_name', 'passfile', 'sslmode', 'sslrootcert', 'connect_timeout'];

/** Keywords where one may start, words where a keyword takes only some; in a URI only behind its `?`. */
export function conninfoCompletion(view: FileView, cursor: ValueCursor, position: Position): CompletionItem[] {
  const { major } = view.located.server.catalog;
  const isBare = !cursor.token.startsWith("'");
  const map = mapConfValue(cursor.token);
  const offset = isBare ? 0 : map.toValue(position.character - cursor.range.start);
  const before = map.value.slice(0, offset);
  const isUri = /^postgres(?:ql)?:\/\//.test(map.value);
  const place = isUri ? placeInUri(before) : placeInKeywords(before);
  if (!place) return [];
  const rest = /^[\w-]*/.exec(map.value.slice(offset))?.[0].length ?? 0;
  const range = rangeInLine(
    position,
    isBare
      ? cursor.range
      : { start: cursor.range.start + map.toRaw(place.start), end: cursor.range.start + map.toRaw(offset + rest) },
  );
  const quote = isBare ? "'" : '';
  if (place.keyword !== undefined) {
    const words = conninfoWords(place.keyword, major) ?? [];
    return words.map((word) => ({
      label: word,
      kind: CompletionItemKind.EnumMember,
      textEdit: { range, newText: word },
    }));
  }
  const hasEquals = map.value
    .slice(offset + rest)
    .trimStart()
    .startsWith('=');
  const used = new Set([...map.value.matchAll(/([a-z_]+)[ \t]*=/g)].map(([, name]) => name));
  return conninfoKeywordNames(major)
    .filter((name) => !used.has(name) || map.value.slice(place.start, offset + rest) === name)
    .map((name) => {
      const text = conninfoText(name);
      const rank = usual.indexOf(name);
      return {
        label: name,
        kind: CompletionItemKind.Property,
        sortText: `${rank < 0 ? 99 : rank + 10}${name}`,
        ...(text !== undefined && { documentation: { kind: 'markdown' as const, value: text } }),
        textEdit: { range, newText: `${quote}${name}${hasEquals ? '' : '='}${quote}` },
      };
    });
}

interface Place {
  /** Where the word at the cursor starts. */
  readonly start: number;
  /** The keyword whose value it is; undefined: the word is a keyword. */
  readonly keyword?: string;
}

function placeInKeywords(before: string): Place | undefined {
  const finished = /^\s*(?:[\w]+\s*=\s*(?:'(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)+)(?:\s+|(?<=')))*/.exec(before)?.[0] ?? '';
  const rest = before.slice(finished.length);
  if (/^\w*$/.test(rest)) return { start: finished.length };
  const value = /^(\w+)\s*=\s*'?([\w-]*)$/.exec(rest);
  return value ? { start: before.length - (value[2] ?? '').length, keyword: value[1] ?? '' } : undefined;
}

function placeInUri(before: string): Place | undefined {
  const parameter = /[?&](\w*)(?:=([\w-]*))?$/.exec(before);
  if (!parameter) return undefined;
  const [, keyword = '', value] = parameter;
  return value === undefined
    ? { start: before.length - keyword.length }
    : { start: before.length - value.length, keyword };
}
