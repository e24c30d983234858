import type { ParameterCatalog } from '../catalog/catalog.ts';
import type { Parameter } from '../catalog/parameter.ts';
import { rememberLast } from '../catalog/remember-last.ts';
import type { HbaRecord } from '../syntax/hba.ts';
import type { IdentEntry } from '../syntax/ident.ts';
import { parseBool, parseNumber, wordOf } from '../syntax/value.ts';
import type { Uri } from '../text/uri.ts';
import type { ConfReading, ReadSetting } from './conf-files.ts';
import type { InForce, Role, ServerConfig, Setting, SignalFile } from './server-config.ts';

interface Parts {
  readonly name: string;
  readonly folder: Uri;
  readonly catalog: ParameterCatalog;
  readonly declaredRole: Role | undefined;
  readonly complete: boolean;
  readonly reading: ConfReading;
  readonly signals: ReadonlyMap<SignalFile, Uri>;
  readonly hba: readonly HbaRecord[];
  readonly ident: readonly IdentEntry[];
}

/** What a line is about: its parameter, or a name that is none. Names of recovery.conf live apart from the others. */
type Key = Parameter | string;

/** Which setting of each is in force. */
type SettingsInForce = ReadonlyMap<Key, Setting>;

/** What a line is about, as far as the major knows it. */
function keyOf({ name, kind, parameter }: ReadSetting): Key {
  return parameter ?? (kind === 'recovery' ? `recovery.conf ${name}` : name.toLowerCase());
}

/** Finds out what each setting is about; the last line of a parameter wins. */
function settle(settings: readonly ReadSetting[], catalog: ParameterCatalog): SettingsInForce {
  const inForce = new Map<Key, Setting>();
  for (const setting of settings) {
    setting.parameter = setting.kind === 'recovery' ? catalog.recovery(setting.name) : catalog.get(setting.name);
    inForce.set(keyOf(setting), setting);
  }
  if (inForce.size < settings.length) markOverridden(settings, inForce);
  return inForce;
}

/**
 * Marks what is overridden and what is never looked at: an earlier line of the very same spelling as a later one is not even
 * checked, one of another spelling is (`ProcessConfigFileInternal`). Names of recovery.conf are told apart by case, and are
 * checked line by line.
 */
function markOverridden(settings: readonly ReadSetting[], inForce: SettingsInForce): void {
  const overridden = new Set<string>();
  for (const setting of settings.toReversed()) {
    const { name, kind, parameter } = setting;
    const winner = inForce.get(keyOf(setting));
    if (!winner || winner === setting) continue;
    const isRepeated = winner.name === name || overridden.has(name);
    setting.overriddenBy = winner;
    setting.checked = kind === 'recovery' || parameter === undefined || !isRepeated;
    if (kind !== 'recovery') overridden.add(name);
  }
}

/** The role that files speak of: from 12 on by signal files, before by recovery.conf. */
function roleFromFiles(server: ServerFacts, signals: ReadonlyMap<SignalFile, Uri>): Role | undefined {
  if (server.catalog.major >= 12) {
    if (signals.has('standby.signal')) return 'standby';
    return signals.has('recovery.signal') ? 'recovery' : undefined;
  }
  if (!signals.has('recovery.conf')) return undefined;
  return parseBool(server.setting('standby_mode').value) === true ? 'standby' : 'recovery';
}

type ServerFacts = Pick<ServerConfig, 'catalog' | 'setting'>;

const numberOf = rememberLast((parameter, value, major) => parseNumber(value, parameter, major));
const bootNumberOf = rememberLast((parameter, value, major) => parseNumber(value, parameter, major));
const wordIn = rememberLast((parameter, value) => wordOf(value, parameter));

/** Puts together what was read. */
export function buildServer(parts: Parts): ServerConfig {
  const { catalog, reading } = parts;
  const inForce = settle(reading.settings, catalog);
  const setting = (name: string): InForce => {
    const parameter = parameterOf(name);
    const found = inForce.get(parameter ?? name.toLowerCase());
    if (found) return { value: found.value, at: found.at, setting: found };
    return { value: parameter?.boot ?? '' };
  };
  const parameterOf = (name: string) => catalog.get(name) ?? catalog.recovery(name);
  const roleFound = parts.declaredRole ?? roleFromFiles({ catalog, setting }, parts.signals);
  return {
    name: parts.name,
    folder: parts.folder,
    catalog,
    role: roleFound ?? 'primary',
    roleIsKnown: roleFound !== undefined,
    complete: parts.complete,
    files: reading.files,
    settings: reading.settings,
    hba: parts.hba,
    ident: parts.ident,
    problems: reading.problems,
    signals: parts.signals,
    setting,
    number(name) {
      const parameter = parameterOf(name);
      if (!parameter) return 0;
      const value = inForce.get(parameter)?.value;
      const set = value === undefined ? undefined : numberOf(parameter, value, catalog.major);
      return set ?? bootNumberOf(parameter, parameter.boot ?? '0', catalog.major) ?? 0;
    },
    boolean(name) {
      return parseBool(setting(name).value) ?? parseBool(parameterOf(name)?.boot ?? 'off') ?? false;
    },
    word(name) {
      const parameter = parameterOf(name);
      if (!parameter) return '';
      return wordIn(parameter, setting(name).value, catalog.major) ?? parameter.boot ?? '';
    },
  };
}
