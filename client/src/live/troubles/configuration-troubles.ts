import * as l10n from '../../l10n.ts';
import type { FileError } from '../server-look.ts';
import type { Trouble } from '../topology.ts';
import { count, enumerate, plain, type Reached, reached, type Scene, trouble } from './trouble.ts';

function restarts(server: Reached): readonly Trouble[] {
  const pending = [...server.look.settings.values()].filter(({ pendingRestart }) => pendingRestart);
  if (pending.length === 0) return [];
  const names = enumerate(pending.map(({ name }) => plain(name)));
  const message = l10n.t('{0} waits for a restart to take {1}.', plain(server.name), names);
  return [trouble('restartPending', 'information', server, message)];
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function ofFile(server: Reached, errors: readonly FileError[]): readonly Trouble[] {
  const [first] = errors;
  if (!first) return [];
  const place = `${plain(fileName(first.file))}${first.line === undefined ? '' : l10n.t(', line {0}', first.line)}`;
  const more = errors.length > 1 ? ` (${count(errors.length, l10n.t('error'), l10n.t('errors'))})` : '';
  const effect =
    first.view === 'pg_hba_file_rules'
      ? l10n.t('no reload takes its records')
      : l10n.t('a reload does not take all of it');
  const message = l10n.t('{0}{1}: {2}, and {3} would not start with it.', place, more, effect, plain(server.name));
  return [trouble('fileErrors', 'error', server, message, { detail: first.file, advice: plain(first.message, 200) })];
}

/** Settings that wait, and files that the server would refuse. */
export function configurationTroubles(scene: Scene): readonly Trouble[] {
  return reached(scene).flatMap((server) => {
    const byFile = Map.groupBy(server.look.fileErrors, ({ file }) => file);
    return [...restarts(server), ...[...byFile.values()].flatMap((errors) => ofFile(server, errors))];
  });
}
