import { isSecret, maskSecrets } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { fileSettings } from './queries/file-settings.ts';
import { hbaRules } from './queries/hba-rules.ts';
import { identity } from './queries/identity.ts';
import { settings } from './queries/settings.ts';
import type { Answer } from './query.ts';
import type { FileError, HbaRule, LiveSetting } from './server-look.ts';

/** What a server's files made of it; the same until it reloads them. */
export interface SeenConfiguration {
  /** What the server said of its state when this was read. */
  readonly fingerprint: string;
  readonly settings: ReadonlyMap<string, LiveSetting>;
  readonly fileErrors: readonly FileError[];
  readonly hbaRules: readonly HbaRule[] | undefined;
}

/** The configuration of an answer, or what is known of it where the server did not tell it again. */
export function readConfiguration(answer: Answer, known: SeenConfiguration | undefined): SeenConfiguration {
  const rows = answer.rows(settings) ?? [];
  if (rows.length === 0 && known) return known;
  const map = new Map(rows.map((row) => [row.name, { ...row, value: maskSetting(row.name, row.value) }]));
  return {
    fingerprint: answer.rows(identity)?.[0]?.fingerprint ?? '',
    settings: map,
    fileErrors: [...settingErrors(answer, map), ...hbaErrors(answer, map)],
    hbaRules: answer.rows(hbaRules)?.flatMap(readHbaRule),
  };
}

function maskSetting(name: string, value: string): string {
  return isSecret(name.slice(name.lastIndexOf('.') + 1)) && value !== '' ? '****' : maskSecrets(value);
}

/** A new value that only waits for a restart is reported as one that "could not be applied": no error of the file. */
function settingErrors(answer: Answer, known: ReadonlyMap<string, LiveSetting>): readonly FileError[] {
  return (answer.rows(fileSettings) ?? [])
    .filter(({ name }) => known.get(name?.toLowerCase() ?? '')?.pendingRestart !== true)
    .map(({ file = '', line, message }) => ({ view: 'pg_file_settings', file, line, message: maskSecrets(message) }));
}

/** A record may be unreadable without a reason: secrets of RADIUS that are no list. */
function hbaErrors(answer: Answer, known: ReadonlyMap<string, LiveSetting>): readonly FileError[] {
  const only = known.get('hba_file')?.value ?? 'pg_hba.conf';
  return (answer.rows(hbaRules) ?? []).flatMap(({ file = only, line, method, error = l10n.t('cannot be read') }) =>
    method === undefined ? [{ view: 'pg_hba_file_rules', file, line, message: maskSecrets(error) }] : [],
  );
}

type HbaRow = ReturnType<typeof hbaRules.read>[number];

function readHbaRule({ error: _, line, type, method, options, ...row }: HbaRow): readonly HbaRule[] {
  if (line === undefined || type === undefined || method === undefined) return [];
  return [{ ...row, line, type, method, options: options.map(maskOption) }];
}

/** `ldapbindpasswd=hunter 2`: the value goes on to the end, without quotes. */
function maskOption(option: string): string {
  const [name = ''] = option.split('=', 1);
  return isSecret(name) ? `${name}=****` : option;
}
