import type { ServerConfig, SourceFile } from '../model/server-config.ts';
import { parseConf } from '../syntax/conf.ts';
import type { TextRange } from '../text/range.ts';
import { childOf, type Uri } from '../text/uri.ts';
import type { Edit } from './rule.ts';

/** Writes a value as it must stand in a file of the postgresql.conf family: in quotes unless it reads back bare. */
export function quoteValue(value: string): string {
  const bare = parseConf(`x = ${value}`).entries[0];
  if (value !== '' && bare?.value === value && !value.startsWith("'") && /^[\w.+-]+$/.test(value)) return value;
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** Writes a token of an HBA record: in quotes where it would fall apart without. */
export function quoteHbaToken(text: string): string {
  return text !== '' && !/[\s,#"]/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

/** The whole line around a range, its newline included. */
export function lineAround(text: string, range: TextRange): TextRange {
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const end = text.indexOf('\n', range.end);
  return { start, end: end < 0 ? text.length : end + 1 };
}

/** The text of one of the server's files; '' if it is none of them. */
export function textOf(server: ServerConfig, uri: Uri): string {
  return server.files.find((file) => file.uri === uri)?.text ?? '';
}

/** The line end that a text uses. */
export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Inserts a line below the commented-out default of the parameter, else at the end of the file. */
function insertLine(file: SourceFile, name: string, line: string): Edit {
  const { uri, text } = file;
  const newline = newlineOf(text);
  const comment = new RegExp(`^[ \\t]*#[ \\t]*${name}[ \\t]*=.*(?:\\n|$)`, 'im').exec(text);
  const at = comment ? comment.index + comment[0].length : text.length;
  const start = at > 0 && text[at - 1] !== '\n' ? newline : '';
  return {
    kind: 'replace',
    at: { kind: 'file', uri, range: { start: at, end: at } },
    text: `${start}${line}${newline}`,
  };
}

/**
 * The edits after which `name` has `value`: the value in force is replaced where it stands, a parameter set nowhere gets
 * a line in postgresql.conf (made if there is none). None for a value that came from a live server.
 */
export function setParameter(server: ServerConfig, name: string, value: string): readonly Edit[] {
  const { at } = server.setting(name);
  if (at?.kind === 'live') return [];
  if (at) return [{ kind: 'replace', at, text: quoteValue(value) }];
  const kind = server.catalog.get(name) ? 'conf' : 'recovery';
  const line = `${name} = ${quoteValue(value)}`;
  const main = server.files.find((file) => file.kind === kind);
  if (main) return [insertLine(main, name, line)];
  const uri = childOf(server.folder, kind === 'conf' ? 'postgresql.conf' : 'recovery.conf');
  return [{ kind: 'create', uri, text: `${line}\n` }];
}

/** The edit that takes the line around a place out of its file. */
export function removeLine(server: ServerConfig, uri: Uri, range: TextRange): Edit {
  return { kind: 'replace', at: { kind: 'file', uri, range: lineAround(textOf(server, uri), range) }, text: '' };
}
