import * as l10n from '../l10n.ts';
import type { FileError, SeenServer } from '../live/server-look.ts';

/** `syntax error` is never translated in pg_file_settings; with one, a reload applies nothing of any file. */
function spoilsAll({ view, message }: FileError): boolean {
  return view === 'pg_file_settings' && /^(?:syntax error|unrecognized configuration parameter)/.test(message);
}

/** What errors in the files make of a reload, a sentence each; [] if there are none. */
export function reloadTroubles({ fileErrors }: SeenServer): readonly string[] {
  if (fileErrors.length === 0) return [];
  const inSettings = fileErrors.filter(({ view }) => view === 'pg_file_settings');
  const settings = inSettings.some(spoilsAll)
    ? [l10n.t('postgresql.conf and its includes have errors for which the server applies NOTHING of them.')]
    : [l10n.t('Some settings have errors and stay as they are; the others are applied.')];
  return [
    ...(inSettings.length > 0 ? settings : []),
    ...(inSettings.length < fileErrors.length
      ? [l10n.t('pg_hba.conf has errors: all of it stays as it was at the last good reload.')]
      : []),
    ...fileErrors.map(
      ({ file, line, message }) => `${file}${line === undefined ? '' : l10n.t(', line {0}', line)}: ${message}`,
    ),
  ];
}

/** The first error for which a reload applies no setting at all; undefined: there is none. */
export function errorThatSpoilsAll({ fileErrors }: SeenServer): FileError | undefined {
  return fileErrors.find(spoilsAll);
}
