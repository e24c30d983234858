import { type Files, readServer, type ServerConfig, toMajor } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { canonicalValue } from './comparison.ts';
import type { LiveSetting, SeenServer } from './server-look.ts';
import { setForUs } from './settings-text.ts';

/** What is said beside a setting of a file. */
export interface LiveHint {
  /** The end of its value, in characters from the start of the text. */
  readonly offset: number;
  readonly text: string;
  readonly tooltip: string;
}

/** What a line is told about its parameter; undefined where file and server agree. */
function wordsFor(setting: LiveSetting, inFile: string, live: string): Omit<LiveHint, 'offset'> | undefined {
  const where = setting.file === undefined ? setting.source : l10n.t('{0}, line {1}', setting.file, setting.line);
  if (setting.pendingRestart)
    return {
      text: l10n.t('restart pending, now {0}', live),
      tooltip: l10n.t('The server read this value and takes it at its next restart.'),
    };
  if (inFile === live) return undefined;
  return {
    text: l10n.t('live: {0}', live),
    tooltip: l10n.t('The server runs with {0} ({1}). A reload may be due, or another place wins.', live, where),
  };
}

function onlyFile(uri: string, text: string): Files {
  return { read: async (asked) => (asked === uri ? text : undefined), list: async () => [] };
}

/**
 * Beside each setting of one file that a server reads: the value it runs with, where that is another. The last line of a name
 * in the file speaks for it; which of several files wins, the server tells. `live` is its configuration in force.
 */
export async function liveHints(text: string, seen: SeenServer, live: ServerConfig): Promise<readonly LiveHint[]> {
  const uri = 'file.conf';
  const major = toMajor(seen.identity.major) ?? live.catalog.major;
  const file = await readServer(onlyFile(uri, text), '', { major, fragment: { uri, kind: 'conf' } });
  const unknown = setForUs(seen);
  return file.settings.flatMap(({ parameter, overriddenBy, at }) => {
    const setting = parameter && seen.settings.get(parameter.name);
    if (!setting || overriddenBy || unknown.includes(parameter.name)) return [];
    const words = wordsFor(setting, canonicalValue(file, parameter), canonicalValue(live, parameter));
    return words ? [{ offset: at.range.end, ...words }] : [];
  });
}
