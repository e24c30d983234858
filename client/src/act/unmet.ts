import type { TextRow } from '../connect/session.ts';
import * as l10n from '../l10n.ts';
import type { Action } from './action.ts';

/**
 * Why the answer to a statement means that it was not done: functions such as pg_promote() and pg_reload_conf() tell it by
 * `false` and raise no error, and a guarded SELECT finds no row. Undefined: it was done.
 */
export function unmet(
  { whenFalse }: Pick<Action, 'whenFalse'>,
  statement: string,
  answer: readonly (readonly TextRow[])[],
): string | undefined {
  if (!statement.startsWith('SELECT ')) return undefined;
  const rows = answer.flat();
  const isDone = rows.length > 0 && rows.every((row) => Object.values(row).every((value) => value !== 'f'));
  return isDone ? undefined : (whenFalse ?? l10n.t('The server answered "false": it was not done.'));
}
