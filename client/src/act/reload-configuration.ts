import { actionOn, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';

export const reloadStatement = 'SELECT pg_catalog.pg_reload_conf()';

/** Lets a server read its files anew. */
export function reloadConfiguration(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const errors = seen.fileErrors.map(
    ({ file, line, message }) => `${file}${line === undefined ? '' : `, line ${line}`}: ${message}`,
  );
  const warning =
    errors.length > 0 ? ['The files have errors: what stands in them may not take effect.', ...errors] : [];
  return actionOn(subject, {
    title: `Reload the configuration of ${subject.server.name}`,
    verb: 'Reload',
    statements: [reloadStatement],
    consequences: [
      'postgresql.conf, pg_hba.conf and pg_ident.conf are read anew; settings that need a restart go on waiting for it.',
      ...warning,
    ],
  });
}
