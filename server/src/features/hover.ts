import type { Hover, Position } from 'vscode-languageserver';
import { type ParameterCatalog, renameOf, type TextRange } from '../../../core/src/index.ts';
import type { FileView } from '../session.ts';
import { confCursor } from './conf-cursor.ts';
import { hbaHover } from './hover-auth.ts';
import { conninfoHover } from './hover-conninfo.ts';
import { parameterHover, setElsewhere } from './hover-parameter.ts';
import { lineAt, rangeInLine } from './line.ts';
import { readableLine } from './readable-line.ts';

/** What a hover says, and about which part of the line; undefined for nothing to say. */
export type HoverText = { readonly value: string; readonly range: TextRange } | undefined;

/** What is known of the thing at a position: a parameter (commented out too), a keyword, a field; null for nothing. */
export async function hover(view: FileView, position: Position): Promise<Hover | null> {
  if (view.kind === 'ident') return null;
  if (view.kind === 'hba') return hbaHover(view, position);
  const found = await textAt(view, position);
  if (!found) return null;
  return { contents: { kind: 'markdown', value: found.value }, range: rangeInLine(position, found.range) };
}

/** What is known of a name that this major does not know: what took its place, or which majors know it. */
function unknownHere(name: string, catalog: ParameterCatalog, range: TextRange): HoverText {
  const title = `**${name.toLowerCase()}**`;
  const rename = renameOf(name);
  if (rename) return { value: `${title}: no release knows it from ${rename.gone} on. ${rename.advice}`, range };
  const spans = catalog.history(name);
  const [first, last] = [spans[0]?.first, spans.at(-1)?.last];
  if (first === undefined || last === undefined) return undefined;
  const known = first === last ? `PostgreSQL ${first} knows it` : `PostgreSQL ${first} to ${last} know it`;
  return { value: `${title}: ${known}, ${catalog.major} does not.`, range };
}

async function textAt(view: FileView, position: Position): Promise<HoverText> {
  const column = position.character;
  const line = lineAt(view.document, position);
  const readable = readableLine(view, line, position.line);
  if (readable === undefined) return undefined;
  const cursor = confCursor(readable, column, true);
  if (!cursor) return undefined;
  const { catalog } = view.located.server;
  const parameter = view.kind === 'recovery' ? catalog.recovery(cursor.name) : catalog.get(cursor.name);
  if (!parameter) return unknownHere(cursor.name, catalog, cursor.range);
  if (parameter.name === 'primary_conninfo' && cursor.part === 'value') {
    const about = conninfoHover(cursor, line, column, catalog.major);
    if (about) return about;
  }
  const value = parameterHover(parameter, view, await setElsewhere(parameter, view));
  return { value, range: cursor.range };
}
