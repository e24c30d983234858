import { catalogFor } from '../../catalog/catalog.ts';
import type { ServerConfig } from '../../model/server-config.ts';
import { type ConfEntry, parseConf } from '../../syntax/conf.ts';
import { parseBool } from '../../syntax/value.ts';
import { childOf, type Uri } from '../../text/uri.ts';
import { setParameter, textOf } from '../edits.ts';
import type { Edit, Fix } from '../rule.ts';
import { targetNames } from './targets.ts';

/** The entries that counted in 11: the last of each name, and of all targets the last one. */
function entriesInForce(entries: readonly ConfEntry[]): readonly ConfEntry[] {
  const lastTarget = entries.findLast(({ name }) => targetNames.includes(name));
  return entries.filter(({ name }, index) => {
    if (targetNames.includes(name)) return entries[index] === lastTarget;
    return entries.findLastIndex((other) => other.name === name) === index;
  });
}

/** The lines to add to postgresql.conf, in one edit, so that they stay in order. */
function appendLines(server: ServerConfig, lines: readonly string[]): readonly Edit[] {
  if (lines.length === 0) return [];
  const main = server.files.find(({ kind }) => kind === 'conf');
  const text = lines.map((line) => `${line}\n`).join('');
  if (!main) return [{ kind: 'create', uri: childOf(server.folder, 'postgresql.conf'), text }];
  const end = main.text.length;
  const newline = main.text === '' || main.text.endsWith('\n') ? '' : '\n';
  return [{ kind: 'replace', at: { kind: 'file', uri: main.uri, range: { start: end, end } }, text: newline + text }];
}

/**
 * The fix that does what recovery.conf wanted in the way of 12 and later; undefined where the file cannot be read, holds
 * includes or names that 11 did not know.
 */
export function moveRecoveryConf(server: ServerConfig, uri: Uri): Fix | undefined {
  const text = textOf(server, uri);
  const { entries, problems } = parseConf(text);
  const former = catalogFor(11);
  if (problems.length > 0 || entries.some(({ name }) => !former.recovery(name))) return undefined;
  const edits: Edit[] = [];
  const lines: string[] = [];
  for (const entry of entriesInForce(entries)) {
    const name = entry.name === 'trigger_file' ? 'promote_trigger_file' : entry.name;
    if (name === 'standby_mode' || !server.catalog.get(name)) continue;
    if (server.setting(name).at) edits.push(...setParameter(server, name, entry.value));
    else lines.push(`${name} = ${text.slice(entry.valueRange.start, entry.valueRange.end)}`);
  }
  const mode = entries.findLast(({ name }) => name === 'standby_mode')?.value ?? 'off';
  const signal = parseBool(mode) === true ? 'standby.signal' : 'recovery.signal';
  if (!server.signals.has(signal)) edits.push({ kind: 'create', uri: childOf(server.folder, signal), text: '' });
  edits.push(...appendLines(server, lines), { kind: 'delete', uri });
  return { title: `Move the settings to postgresql.conf and create ${signal}`, safety: 'unsafe', edits };
}
