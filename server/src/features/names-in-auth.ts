import {
  fileOrigin,
  type HbaLine,
  type HbaToken,
  quoteHbaToken,
  resolvePath,
  type ServerConfig,
  type SourceFile,
  tokenizeAuthFile,
  type Uri,
} from '../../../core/src/index.ts';
import type { Occurrence } from './name-occurrence.ts';

/** Where the roles of a record stand, and the one of a line of pg_ident.conf. */
const roleField = 2;

/** The maps and roles that the authentication files of a server hold, those of `@files` included. */
export function namesInAuth(server: ServerConfig): readonly Occurrence[] {
  const { major } = server.catalog;
  const files = server.files
    .filter(({ kind }) => kind === 'hba' || kind === 'ident')
    .map((file) => {
      const text = server.templates?.get(file.uri)?.text ?? file.text;
      return { file, lines: tokenizeAuthFile(text, major).entries };
    });
  const all = files.flatMap(({ file, lines }) => lines.flatMap(({ fields }) => listsOf(file.uri, fields.flat())));
  const roles = files.flatMap(({ file, lines }) => lines.flatMap(({ fields }) => listsOf(file.uri, fields[roleField])));
  const [lists, roleLists] = [new Set(all), new Set(roles)];
  return files.flatMap(({ file, lines }) => {
    if (roleLists.has(file.uri)) return lines.flatMap(({ fields }) => rolesOf(file, fields.flat()));
    if (lists.has(file.uri)) return [];
    return lines.flatMap((line) => (file.kind === 'hba' ? namesOfRecord(file, line) : namesOfMapping(file, line)));
  });
}

/** The files that items stand for. */
function listsOf(uri: Uri, items: readonly HbaToken[] = []): readonly Uri[] {
  return items.filter(isList).map(({ text }) => resolvePath(uri, text.slice(1)));
}

function isList({ text, quoted }: HbaToken): boolean {
  return !quoted && text.length > 1 && text.startsWith('@');
}

function namesOfRecord(file: SourceFile, { fields }: HbaLine): readonly Occurrence[] {
  const maps = fields
    .slice(roleField + 1)
    .flat()
    .filter(({ text }) => /^map=./s.test(text))
    .map((item) => behind('map=', item, file, 'map'));
  return [...rolesOf(file, fields[roleField]), ...maps];
}

function namesOfMapping(file: SourceFile, { fields }: HbaLine): readonly Occurrence[] {
  const [map, systemUser, role] = fields.map(([item]) => item);
  if (!map || !systemUser || !role) return [];
  const isPattern = systemUser.text.startsWith('/') && role.text.includes('\\1');
  return [named(map, file, 'map', true), ...(isPattern ? [] : rolesOf(file, [role]))];
}

/** Roles by name; `+role` too, as the name behind the sign. Not `all`, patterns, and what an `@file` stands for. */
function rolesOf(file: SourceFile, items: readonly HbaToken[] = []): readonly Occurrence[] {
  return items.flatMap((item) => {
    const { text, quoted } = item;
    const isWord = !quoted && (text === 'all' || text === '+');
    if (text === '' || isWord || text.startsWith('/') || isList(item)) return [];
    return [text.startsWith('+') && !quoted ? behind('+', item, file, 'role') : named(item, file, 'role', false)];
  });
}

function named(item: HbaToken, { uri }: SourceFile, kind: Occurrence['kind'], defines: boolean): Occurrence {
  const rewrite = (name: string) => itemFor(name, item.quoted);
  return { kind, name: item.text, at: fileOrigin(uri, item.range), defines, rewrite };
}

/** A name behind a sign, inside the quotes or with quotes of its own; an item of any other look is written anew. */
function behind(sign: string, { text, range }: HbaToken, file: SourceFile, kind: Occurrence['kind']): Occurrence {
  const { start, end } = range;
  const raw = file.text.slice(start, end);
  const about = { kind, name: text.slice(sign.length), defines: false };
  const part = (from: number, to: number) => fileOrigin(file.uri, { start: from, end: to });
  if (raw === `"${text}"`)
    return { ...about, at: part(start + 1 + sign.length, end - 1), rewrite: (name) => name.replaceAll('"', '""') };
  if (raw.startsWith(sign))
    return { ...about, at: part(start + sign.length, end), rewrite: (name) => itemFor(name, false) };
  return { ...about, at: part(start, end), rewrite: (name) => quoteHbaToken(sign + name) };
}

/** A name as an item: in quotes if it was so before, or would mean something else without. */
function itemFor(name: string, quoted: boolean): string {
  const needsQuotes = quoted || name === 'all' || /^[+@]|\\/.test(name);
  return needsQuotes ? `"${name.replaceAll('"', '""')}"` : quoteHbaToken(name);
}
