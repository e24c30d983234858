import type { ParameterCatalog } from '../catalog/catalog.ts';
import { parseConf } from '../syntax/conf.ts';
import { tokenizeAuthFile } from '../syntax/hba.ts';
import { readHbaRecord } from '../syntax/hba-record.ts';
import { readIdentEntry } from '../syntax/ident.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { commentBefore, mayBecomeSetting, partsOf } from '../text/template.ts';
import { nameOf, type Uri } from '../text/uri.ts';
import { checkValue } from '../values/check-value.ts';
import { fileKindOf } from './file-kind.ts';

/**
 * The first template part of a file that the server refuses as it stands, such as `port = ${PORT}`: whoever wrote the file
 * has it filled in first. What the server takes, as `cluster_name = '${NAME}'`, tells nothing: it may be meant so.
 */
export function refusedPart(uri: Uri, text: string, catalog: ParameterCatalog): TextRange | undefined {
  const kind = fileKindOf(nameOf(uri));
  // The server itself writes postgresql.auto.conf, and from no template.
  if (kind === undefined || kind === 'auto') return undefined;
  const parts = partsOf(text);
  if (parts.length === 0) return undefined;
  if (kind === 'hba' || kind === 'ident') return refusedInRecords(uri, text, kind, parts, catalog);
  return parts.find((part) => {
    const start = text.lastIndexOf('\n', part.start - 1) + 1;
    const end = text.indexOf('\n', part.start);
    const line = text.slice(start, end < 0 ? text.length : end);
    const isComment = commentBefore(line, part.start - start) !== undefined;
    return !isComment && isRefused(line, { start: part.start - start, end: part.end - start }, kind, catalog);
  });
}

/**
 * Whether the server stumbles over the part in this line, or over the value that it stands in. A line that no word in the
 * part's place mends, as `archive_command = cp %p $DIR`, is a mistake, and tells of no template.
 */
function isRefused(line: string, part: TextRange, kind: 'conf' | 'recovery', catalog: ParameterCatalog): boolean {
  const { entries, problems } = parseConf(line);
  if (problems.some(({ range }) => overlaps(range, part)))
    return mayBecomeSetting(line, part.start, (filled) => parseConf(filled).problems.length === 0);
  return entries.some(({ name, value, valueRange, include }) => {
    if (!overlaps(valueRange, part)) return false;
    const parameter = kind === 'recovery' ? catalog.recovery(name) : catalog.get(name);
    if (include !== undefined || !parameter) return include === 'include';
    return parameter.context !== 'internal' && checkValue(parameter, value, catalog.major) !== undefined;
  });
}

function refusedInRecords(
  uri: Uri,
  text: string,
  kind: 'hba' | 'ident',
  parts: readonly TextRange[],
  { major }: ParameterCatalog,
): TextRange | undefined {
  const read = kind === 'hba' ? readHbaRecord : readIdentEntry;
  for (const line of tokenizeAuthFile(text, major).entries) {
    const inLine = parts.filter((part) => overlaps(part, line.range));
    const found = inLine.length === 0 ? undefined : read(line, uri, major);
    const refused = found && 'code' in found ? inLine.find((part) => overlaps(part, found.range)) : undefined;
    if (refused) return refused;
  }
  return undefined;
}
