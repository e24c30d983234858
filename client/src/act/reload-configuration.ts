import * as l10n from '../l10n.ts';
import { actionOn, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';
import { reloadTroubles } from './file-errors.ts';

export const reloadStatement = 'SELECT pg_catalog.pg_reload_conf()';

/** What it means when that gives false. */
export const reloadRefused = l10n.t('The server could not tell its processes to reload: see its log.');

/** Lets a server read its files anew. Errors in them are said, not refused: the server keeps what it has where it must. */
export function reloadConfiguration(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  return actionOn(subject, {
    title: l10n.t('Reload the configuration of {0}', subject.server.name),
    verb: l10n.t('Reload'),
    statements: [reloadStatement],
    consequences: [
      l10n.t(
        'postgresql.conf, pg_hba.conf and pg_ident.conf are read anew; settings that need a restart go on waiting for it.',
      ),
      ...reloadTroubles(seen),
    ],
    whenFalse: reloadRefused,
  });
}
