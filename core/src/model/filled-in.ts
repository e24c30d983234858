import { overlaps, type TextRange } from '../text/range.ts';
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
