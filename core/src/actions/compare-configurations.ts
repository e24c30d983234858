import type { Context, Parameter } from '../catalog/parameter.ts';
import { templateText } from '../model/filled-in.ts';
import type { InForce, ServerConfig } from '../model/server-config.ts';
import { isSecret, maskSecrets } from '../syntax/secrets.ts';
import { parseNumber, wordOf } from '../syntax/value.ts';
import type { Origin } from '../text/origin.ts';

/** What it takes until a change counts: a restart, a reload, or a reload and new sessions. `never`: no file can change it. */
type Need = 'restart' | 'reload' | 'new sessions' | 'never';

/** One thing that is otherwise than before. Values are as written, '' for an empty one, secrets masked. */
export interface ConfigurationChange {
  /** The parameter, `role`, or the file of HBA records or user name maps. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly needs: Need;
  /** Where it stands now; undefined where nothing does. */
  readonly at: Origin | undefined;
}

const needs: Readonly<Record<Context, Need>> = {
  internal: 'never',
  postmaster: 'restart',
  sighup: 'reload',
  'superuser-backend': 'new sessions',
  backend: 'new sessions',
  superuser: 'reload',
  user: 'reload',
  recovery: 'restart',
};

/** What the server makes of a value, so that `1GB` is no change of `1024MB`; of a template, what is written there. */
function meaning(server: ServerConfig, parameter: Parameter, { value, at }: InForce): string | number {
  const { catalog } = server;
  const filledIn = templateText(server, at);
  if (filledIn !== undefined) return `template ${filledIn}`;
  if (parameter.type === 'integer' || parameter.type === 'real') {
    return parseNumber(value, parameter, catalog.major) ?? value;
  }
  return parameter.type === 'string' ? value : (wordOf(value, parameter) ?? value);
}

/** A value as it stands in the file; a default with its unit. */
function written(server: ServerConfig, { value, at }: InForce, { unit }: Parameter): string {
  const filledIn = templateText(server, at);
  if (filledIn !== undefined) return filledIn;
  const isBare = at === undefined && unit !== undefined && /^[1-9][0-9]*$/.test(value);
  return !isBare ? value : /^[0-9]/.test(unit) ? `${value} × ${unit}` : `${value}${unit}`;
}

function settingChanges(before: ServerConfig, after: ServerConfig): readonly ConfigurationChange[] {
  const names = new Set([...before.settings, ...after.settings].flatMap(({ parameter }) => parameter?.name ?? []));
  return [...names].sort().flatMap((name) => {
    const parameter = after.catalog.get(name) ?? after.catalog.recovery(name);
    const [was, is] = [before.setting(name), after.setting(name)];
    if (!parameter || meaning(before, parameter, was) === meaning(after, parameter, is)) return [];
    const shown = (server: ServerConfig, it: InForce) =>
      isSecret(name) ? '****' : maskSecrets(written(server, it, parameter));
    return [
      { what: name, before: shown(before, was), after: shown(after, is), needs: needs[parameter.context], at: is.at },
    ];
  });
}

/** Records as the server holds them: blanks and comments do not count. */
function entriesOf(server: ServerConfig, kind: 'hba' | 'ident'): readonly string[] {
  const texts = new Map(server.files.map(({ uri, text }) => [uri, text]));
  return server[kind].map(({ uri, range }) =>
    (texts.get(uri)?.slice(range.start, range.end) ?? '').replace(/\\\r?\n/g, ' ').replace(/[ \t]+/g, ' '),
  );
}

function recordChanges(
  before: ServerConfig,
  after: ServerConfig,
  kind: 'hba' | 'ident',
): readonly ConfigurationChange[] {
  const [was, is] = [entriesOf(before, kind), entriesOf(after, kind)];
  if (was.join('\n') === is.join('\n')) return [];
  const at = is.findIndex((entry, index) => entry !== was[index]);
  const first = after[kind][at] ?? after[kind].at(-1);
  const what = kind === 'hba' ? 'pg_hba.conf' : 'pg_ident.conf';
  const count = (entries: readonly string[]) => `${entries.length} ${entries.length === 1 ? 'record' : 'records'}`;
  const place = first && { kind: 'file' as const, uri: first.uri, range: first.range };
  return [{ what, before: count(was), after: count(is), needs: 'reload', at: place }];
}

/** What it takes until the running server is as its files are: every difference that the server would see. */
export function compareConfigurations(before: ServerConfig, after: ServerConfig): readonly ConfigurationChange[] {
  const role: readonly ConfigurationChange[] =
    before.role === after.role
      ? []
      : [{ what: 'role', before: before.role, after: after.role, needs: 'restart', at: undefined }];
  return [
    ...role,
    ...settingChanges(before, after),
    ...recordChanges(before, after, 'hba'),
    ...recordChanges(before, after, 'ident'),
  ];
}
