import { ConnectError, StatementError } from './connect/session.ts';
import * as l10n from './l10n.ts';

/** A wish that cannot be met; its message is one sentence for the user. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Why replication cannot be switched from a file that leads to no primary. */
export const noPrimaryFound = l10n.t(
  'No primary was found: open its postgresql.conf, or name it in pg-replication.json.',
);

/** One sentence for the user from whatever was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof UserError || error instanceof ConnectError) return error.message;
  if (error instanceof StatementError) return l10n.t('The server refused: {0}', error.message);
  if (error instanceof Error && error.message !== '') return `PG Replication: ${error.message}`;
  return l10n.t('PG Replication: something went wrong ({0}).', String(error));
}
