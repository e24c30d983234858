import { catalogFor, type Major, maskSecrets, type Parameter } from '../../../core/src/index.ts';
import type { LiveSetting, SeenServer } from './server-look.ts';

/** Where a setting was given to the server for all sessions; the rest are defaults, the server's own doing, or ours. */
const given: ReadonlySet<string> = new Set(['configuration file', 'command line', 'environment variable']);

/** Where a setting was given to our role or database only (ALTER ROLE, ALTER DATABASE): what others get, no view tells. */
const givenToUs: ReadonlySet<string> = new Set(['user', 'database', 'database user', 'global']);

function namesFrom({ settings }: SeenServer, isMeant: (source: string) => boolean): readonly string[] {
  return [...settings.values()]
    .filter(({ source }) => isMeant(source))
    .map(({ name }) => name)
    .toSorted(byText);
}

/** The settings of which it is not known what the server gives to others, those of our connection included; sorted. */
export function setForUs(seen: SeenServer): readonly string[] {
  return namesFrom(seen, (source) => givenToUs.has(source) || source === 'client');
}

/** A value in quotes as postgresql.conf takes it, on one line (`DeescapeQuotedString`). */
function quote(value: string): string {
  const escapes: Readonly<Record<string, string>> = { "'": "''", '\\': '\\\\', '\n': '\\n', '\r': '\\r' };
  return `'${value.replace(/['\\\n\r]/g, (character) => escapes[character] ?? character)}'`;
}

/** A text of the server as a comment: it must not end the line. */
function comment(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

function whereSet({ source, file, line }: LiveSetting): string {
  return file === undefined ? source : `${file}, line ${line}`;
}

/** The parameter of a setting; undefined: one of an extension, which has a dot, or of another build of the server. */
function parameterOf({ name }: LiveSetting, major: Major): Parameter | undefined {
  return catalogFor(major).get(name);
}

function isWritten(setting: LiveSetting, major: Major): boolean {
  if (!given.has(setting.source) || setting.context === 'internal') return false;
  return setting.name.includes('.') || parameterOf(setting, major) !== undefined;
}

function line(setting: LiveSetting): string {
  const restart = setting.pendingRestart ? '; a new value waits for a restart' : '';
  const value = quote(maskSecrets(setting.value));
  return `${setting.name} = ${value}  # ${comment(whereSet(setting))}${restart}`;
}

function categoryOf(setting: LiveSetting, major: Major): string {
  return parameterOf(setting, major)?.category ?? 'Customized Options';
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * What is in force on a server and not left at its default, as the text of a postgresql.conf that reads back to the same
 * values: by category, then by name, each with the place it was set at. Passwords are masked. What this session set for
 * itself, and what only another build of the server knows, is left out.
 */
export function settingsText(seen: SeenServer): string {
  const { settings, identity } = seen;
  const { major } = identity;
  const written = [...settings.values()].filter((setting) => isWritten(setting, major));
  const groups = Map.groupBy(written, (setting) => categoryOf(setting, major));
  const parts = [...groups]
    .toSorted(([a], [b]) => byText(a, b))
    .map(([category, them]) => {
      const lines = them.toSorted((a, b) => byText(a.name, b.name)).map(line);
      return [`# ${category}`, ...lines].join('\n');
    });
  const head = '# In force on this server, as pg_settings tells; defaults are left out. This text cannot be edited.';
  const ours = namesFrom(seen, (source) => givenToUs.has(source));
  const unknown =
    ours.length === 0 ? [] : [`# Set for our role or database, so not known for others: ${ours.join(', ')}`];
  return `${[head, ...unknown, ...parts].join('\n\n')}\n`;
}
