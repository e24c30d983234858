import type { Hover, Position } from 'vscode-languageserver';
import { hbaFacts, hbaWordMajors, newestMajor, type ServerConfig } from '../../../core/src/index.ts';
import type { FileView } from '../session.ts';
import { authCursor, hbaFieldAfter } from './auth-cursor.ts';
import { authLineAt } from './auth-line.ts';
import { fieldTexts, hbaText } from './hba-texts.ts';
import type { HoverText } from './hover.ts';
import { readableLine } from './readable-line.ts';
import { isAuthDirective } from './referenced-paths.ts';
import { code, majorsInWords } from './words.ts';

/** What a field of a record is for and what its word means; null in blanks, comments and what is included. */
export function hbaHover(view: FileView, position: Position): Hover | null {
  const { server } = view.located;
  const line = authLineAt(view.document, position, server.catalog.major);
  const readable = readableLine(view, line.text, position.line);
  const found = readable === undefined ? undefined : fieldHover(line.text, readable, line.column, server);
  if (!found) return null;
  return { contents: { kind: 'markdown', value: found.value }, range: line.rangeOf(found.range) };
}

/** `readable` is the line with letters for template parts, and the line itself where there are none. */
function fieldHover(line: string, readable: string, column: number, server: ServerConfig): HoverText {
  const cursor = authCursor(readable, column);
  if (!cursor || cursor.item === '') return undefined;
  const { before, item, range } = cursor;
  if (isAuthDirective(before[0] ?? '', server.catalog.major)) return undefined;
  const written = line.slice(range.start, range.end);
  const isFilledIn = written !== item;
  // A line that begins with a template part need be no record.
  if (isFilledIn && before.length === 0) return undefined;
  const field = hbaFieldAfter(before);
  if (field === 'option') return optionHover(item, range, server);
  const isWord = field === 'type' || field === 'method';
  const majors = isWord ? hbaWordMajors(field, item) : undefined;
  const value = [
    `**${field}** ${code(written)}${isFilledIn ? ': a template fills it in' : ''}`,
    isFilledIn ? '' : (hbaText(field, item) ?? ''),
    fieldTexts[field],
    ...(majors ? [`- **Majors** ${majorsInWords(majors.first, majors.last, newestMajor)}`] : []),
    ...(field === 'method' ? optionsOf(item, before[0], server) : []),
  ];
  return { value: value.filter((part) => part !== '').join('\n\n'), range };
}

function optionsOf(method: string, type: string | undefined, server: ServerConfig): readonly string[] {
  const options = hbaFacts(server.catalog.major).optionsOf(method, type);
  return options.length === 0 ? [] : [`- **Options** ${options.map(({ name }) => code(name)).join(', ')}`];
}

/** Names only: values of options may be secrets. */
function optionHover(item: string, range: { start: number; end: number }, server: ServerConfig): HoverText {
  const name = /^"?([\w.]+)/.exec(item)?.[1];
  const option = name === undefined ? undefined : hbaFacts(server.catalog.major).option(name);
  if (name === undefined || !option) return undefined;
  const majors = hbaWordMajors('option', name);
  const value = [
    `**option** ${code(name)}`,
    hbaText('option', name) ?? '',
    ...(option.methods ? [`- **Methods** ${option.methods.map(code).join(', ')}`] : []),
    ...(majors ? [`- **Majors** ${majorsInWords(majors.first, majors.last, newestMajor)}`] : []),
  ];
  return { value: value.filter((part) => part !== '').join('\n\n'), range };
}
