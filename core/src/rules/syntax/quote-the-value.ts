import type { ServerConfig } from '../../model/server-config.ts';
import { parseConf } from '../../syntax/conf.ts';
import type { FileOrigin } from '../../text/origin.ts';
import { lineAround, quoteValue, textOf } from '../edits.ts';
import type { Fix } from '../rule.ts';

/** A line that has a name, then something that is not one value: the part before the value, the value, a comment. */
const shape = /^([ \t]*[A-Za-z_][\w.]*[ \t]*(?:=[ \t]*|[ \t]))([^'#\n\r]*?)([ \t\r]*(?:[ \t]#[^\n]*)?)$/;

/** The fix that puts all of a bare value in quotes; undefined where the line is broken in another way. */
export function quoteTheValue(server: ServerConfig, at: FileOrigin): Fix | undefined {
  const text = textOf(server, at.uri);
  const line = lineAround(text, at.range);
  const parts = shape.exec(text.slice(line.start, line.end).replace(/\n$/, ''));
  const [, before, value, after] = parts ?? [];
  if (before === undefined || value === undefined || value === '') return undefined;
  // A value that was put in double quotes means its inside: the server would keep them as part of the value.
  const quoted = quoteValue(/^"[^"]*"$/.test(value) ? value.slice(1, -1) : value);
  const repaired = parseConf(`${before}${quoted}${after ?? ''}`);
  if (repaired.problems.length > 0 || repaired.entries.length !== 1) return undefined;
  const start = line.start + before.length;
  const origin: FileOrigin = { ...at, range: { start, end: start + value.length } };
  return {
    title: 'Put the value in single quotes',
    safety: 'safe',
    edits: [{ kind: 'replace', at: origin, text: quoted }],
  };
}
