import type { Origin } from '../text/origin.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { maskParts } from '../text/template.ts';
import type { Uri } from '../text/uri.ts';
import type { ServerConfig } from './server-config.ts';

/** Whether something stands in a part of a template, so that nobody knows here what the server will read. */
export function isHole(templates: ServerConfig['templates'], uri: Uri, range: TextRange): boolean {
  return templates?.get(uri)?.holes.some((hole) => overlaps(hole, range)) ?? false;
}

/** Whether a template fills in the value of a parameter that is in force. */
export function isFilledIn(server: ServerConfig, name: string): boolean {
  const { at } = server.setting(name);
  return at?.kind === 'file' && isHole(server.templates, at.uri, at.range);
}

/** The value at the start of what a template has there, without the comment behind it. */
const valueOnly = /^(?:'(?:[^'\\]|\\.|'')*'|[^\s#]+(?:[ \t]+[^\s#]+)*)/s;

/**
 * What a template has in the place of a value, as it is written there (`'{{ port }}'`): the value that was read is only a
 * stand-in, which nobody may see. Undefined where the value is known.
 */
export function templateText(server: ServerConfig, at: Origin | undefined): string | undefined {
  if (at?.kind !== 'file' || !isHole(server.templates, at.uri, at.range)) return undefined;
  const text = server.files.find(({ uri }) => uri === at.uri)?.text.slice(at.range.start, at.range.end) ?? '';
  const [value = text] = valueOnly.exec(maskParts(text)) ?? [];
  return text.slice(0, value.length);
}
