import type { CompletionItem, Position } from 'vscode-languageserver';
import { type HbaFacts, hbaFacts, methodMisfit, type ServerConfig } from '../../../core/src/index.ts';
import { CompletionItemKind } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { type HbaField, hbaFieldAfter } from './auth-cursor.ts';
import { type AuthPlace, authPlace } from './auth-place.ts';
import { authIncludeCompletion } from './completion-includes.ts';
import { hbaText } from './hba-texts.ts';
import { isAuthDirective } from './referenced-paths.ts';

const addresses = ['samehost', 'samenet', 'all', '127.0.0.1/32', '::1/128', '0.0.0.0/0', '::/0'];
const masks = ['255.255.255.255', '255.255.255.0', '255.255.0.0'];

/** The words of the field a cursor is in, as the major knows them. */
export async function hbaCompletion(view: FileView, position: Position): Promise<CompletionItem[]> {
  const place = authPlace(view, position);
  if (!place) return [];
  const { server } = view.located;
  const [type = ''] = place.cursor.before;
  if (isAuthDirective(type, server.catalog.major)) return await authIncludeCompletion(view, place);
  const facts = hbaFacts(server.catalog.major);
  const field = hbaFieldAfter(place.cursor.before);
  if (field === 'option') return optionItems(place, facts, server);
  return wordsFor(field, facts, server, type).map((word, index) => item(field, word, index, place));
}

function item(
  field: Exclude<HbaField, 'option'>,
  word: string,
  index: number,
  { cursor, rangeOf }: AuthPlace,
): CompletionItem {
  const text = hbaText(field, word);
  const kind = field === 'type' || field === 'method' ? CompletionItemKind.Keyword : CompletionItemKind.Value;
  return {
    label: word,
    kind,
    sortText: String(index).padStart(3, '0'),
    textEdit: { range: rangeOf(cursor.range), newText: word },
    ...(text !== undefined && { documentation: { kind: 'markdown', value: text } }),
  };
}

function wordsFor(field: HbaField, facts: HbaFacts, server: ServerConfig, type: string): readonly string[] {
  const includes = server.catalog.major >= 16 ? ['include', 'include_if_exists', 'include_dir'] : [];
  switch (field) {
    case 'type':
      return [...facts.types, ...includes.filter((word) => !facts.types.includes(word))];
    case 'database':
      return distinct([
        'all',
        'replication',
        'sameuser',
        'samerole',
        ...server.hba.flatMap(({ databases }) => databases.map(({ text }) => text)),
      ]);
    case 'user':
      return distinct(['all', ...server.hba.flatMap(({ users }) => users.map(({ text }) => text))]);
    case 'address':
      return distinct([...addresses, ...server.hba.flatMap(({ address }) => (address ? [address.text] : []))]);
    case 'mask':
      return masks;
    default:
      return distinct(['scram-sha-256', ...facts.methods]).filter(
        (method) => facts.methods.includes(method) && methodMisfit(method, type) === undefined,
      );
  }
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)].filter((word) => /^[^\s",]+$/.test(word));
}

/** Values some options take. */
const optionValues: Readonly<Record<string, readonly string[]>> = {
  clientcert: ['verify-ca', 'verify-full'],
  clientname: ['CN', 'DN'],
  ldapscheme: ['ldap', 'ldaps'],
  ldaptls: ['1'],
  include_realm: ['0', '1'],
  compat_realm: ['0', '1'],
  upn_username: ['0', '1'],
  pam_use_hostname: ['0', '1'],
  delegate_ident_mapping: ['0', '1'],
};

function optionItems({ cursor, rangeOf }: AuthPlace, facts: HbaFacts, server: ServerConfig): CompletionItem[] {
  const [type = ''] = cursor.before;
  const from = type === 'local' ? 3 : 4;
  const method = cursor.before.slice(from).find((word) => facts.methods.includes(word)) ?? '';
  const equals = cursor.item.indexOf('=');
  if (equals >= 0) {
    const name = cursor.item.slice(0, equals);
    const maps = server.ident.map(({ map }) => map.text);
    const words = name === 'map' ? distinct(maps) : (optionValues[name] ?? []);
    const range = rangeOf({ start: cursor.range.start + equals + 1, end: cursor.range.end });
    return words.map((word) => ({ label: word, kind: CompletionItemKind.Value, textEdit: { range, newText: word } }));
  }
  return facts.optionsOf(method, type).map(({ name }) => {
    const text = hbaText('option', name);
    return {
      label: name,
      kind: CompletionItemKind.Property,
      textEdit: { range: rangeOf(cursor.range), newText: `${name}=` },
      ...(text !== undefined && { documentation: { kind: 'markdown' as const, value: text } }),
    };
  });
}

/** Names of maps that records of pg_hba.conf ask for, patterns of names, and roles. */
export async function identCompletion(view: FileView, position: Position): Promise<CompletionItem[]> {
  const place = authPlace(view, position);
  if (!place) return [];
  const { cursor, rangeOf } = place;
  const { server } = view.located;
  if (isAuthDirective(cursor.before[0] ?? '', server.catalog.major)) return await authIncludeCompletion(view, place);
  const asked = server.hba.flatMap(({ options }) =>
    options.filter(({ name }) => name === 'map').map(({ value }) => value),
  );
  const columns: readonly (readonly string[])[] = [
    distinct([...asked, ...server.ident.map(({ map }) => map.text)]),
    ['/^(.*)@example\\.com$'],
    [
      ...(server.catalog.major >= 16 ? ['all'] : []),
      '\\1',
      ...distinct(server.ident.map(({ databaseUser }) => databaseUser.text)),
    ],
  ];
  const words = columns[cursor.before.length] ?? [];
  return [...new Set(words)].map((word) => ({
    label: word,
    kind: CompletionItemKind.Value,
    textEdit: { range: rangeOf(cursor.range), newText: word },
  }));
}
