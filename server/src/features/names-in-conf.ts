import {
  type ConninfoEntry,
  conninfoInForce,
  conninfoValueLike,
  escapeConfValue,
  isFilledIn,
  isHole,
  mapConfValue,
  parseConninfo,
  parseSynchronizedStandbySlots,
  parseSynchronousStandbyNames,
  quoteStandbyName,
  quoteValue,
  type ServerConfig,
  type Setting,
  type TextRange,
} from '../../../core/src/index.ts';
import type { Occurrence } from './name-occurrence.ts';

/** A name inside a value: where it stands in it, and how another is written there. */
interface Part extends Omit<Occurrence, 'at'> {
  readonly range: TextRange;
}

type Reader = (setting: Setting, server: ServerConfig) => readonly Part[];

const same = (name: string) => name;

const readers: Readonly<Record<string, Reader>> = {
  synchronous_standby_names: standbyNames,
  synchronized_standby_slots: slotNames,
  primary_slot_name: ({ value }) => whole('slot', value, false),
  primary_conninfo: conninfoNames,
  cluster_name: clusterName,
};

/** The names that the settings of a server hold, overridden ones included, in the order of reading; none that a template fills in. */
export function namesInConf(server: ServerConfig): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const setting of server.settings) {
    if (isHole(server.templates, setting.at.uri, setting.at.range)) continue;
    const name = setting.parameter?.name;
    const read = name === undefined ? undefined : readers[name];
    for (const part of read?.(setting, server) ?? []) found.push(placed(part, setting, server));
  }
  return found;
}

/** A part of a value in its file: inside the quotes as it is escaped there; a bare value is written anew as a whole. */
function placed(part: Part, { at, value }: Setting, server: ServerConfig): Occurrence {
  const { range, rewrite } = part;
  const text = server.files.find(({ uri }) => uri === at.uri)?.text ?? '';
  const raw = text.slice(at.range.start, at.range.end);
  if (!raw.startsWith("'")) {
    const around = (written: string) => value.slice(0, range.start) + written + value.slice(range.end);
    return { ...part, at, rewrite: (name) => quoteValue(around(rewrite(name))) };
  }
  const { toRaw } = mapConfValue(raw);
  const { start } = at.range;
  return {
    ...part,
    at: { ...at, range: { start: start + toRaw(range.start), end: start + toRaw(range.end) } },
    rewrite: (name) => escapeConfValue(rewrite(name)),
  };
}

function whole(kind: Occurrence['kind'], value: string, defines: boolean): readonly Part[] {
  if (value === '') return [];
  return [{ kind, name: value, range: { start: 0, end: value.length }, defines, rewrite: same }];
}

function standbyNames({ value }: Setting): readonly Part[] {
  const list = parseSynchronousStandbyNames(value);
  if ('code' in list) return [];
  return list.names
    .filter(({ text }) => text !== '*')
    .map(({ text, quoted, range }) => ({
      kind: 'standby',
      name: text,
      range,
      defines: false,
      rewrite: (name) => (quoted ? `"${name.replaceAll('"', '""')}"` : quoteStandbyName(name)),
    }));
}

function slotNames({ value }: Setting, { catalog }: ServerConfig): readonly Part[] {
  return parseSynchronizedStandbySlots(value, catalog.major).entries.map(({ name, range }) => ({
    kind: 'slot',
    name,
    range,
    defines: false,
    rewrite: (to) => (value[range.start] === '"' ? `"${to}"` : to),
  }));
}

function conninfoNames(setting: Setting, { catalog }: ServerConfig): readonly Part[] {
  const { entries } = parseConninfo(setting.value, catalog.major);
  const named = conninfoInForce(entries).get('application_name');
  return entries.flatMap((entry): readonly Part[] => {
    if (entry.value === '') return [];
    if (entry.keyword === 'user') return [conninfoName('role', entry, setting, false)];
    if (entry.keyword !== 'application_name') return [];
    return [conninfoName('standby', entry, setting, entry === named && setting.overriddenBy === undefined)];
  });
}

function conninfoName(kind: Occurrence['kind'], entry: ConninfoEntry, { value }: Setting, defines: boolean): Part {
  const { start, end } = entry.valueRange;
  const written = value.slice(start, end);
  return {
    kind,
    name: entry.value,
    range: entry.valueRange,
    defines,
    rewrite: (name) => conninfoValueLike(entry, written, name),
  };
}

/** From 12 on a standby that is given no `application_name` goes by its `cluster_name` (`libpqrcv_connect`). */
function clusterName(setting: Setting, server: ServerConfig): readonly Part[] {
  const { major } = server.catalog;
  if (major < 12) return [];
  const { entries } = parseConninfo(server.setting('primary_conninfo').value, major);
  const isKnown = entries.length > 0 && !isFilledIn(server, 'primary_conninfo');
  const isUsed = isKnown && !conninfoInForce(entries).has('application_name');
  return whole('standby', setting.value, isUsed && setting.overriddenBy === undefined);
}
