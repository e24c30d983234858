import { ConnectError, type Session } from '../connect/session.ts';
import { sentenceOf, UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { Action } from './action.ts';
import { unmet } from './unmet.ts';

/** Writes one line of the audit. */
type Write = (statement: string, outcome: string) => void;

/** Sends one statement. Its outcome is written in any case; throws a sentence for the user unless it was done. */
async function runOne(action: Action, statement: string, session: Session, write: Write): Promise<void> {
  let problem: string | undefined;
  try {
    problem = unmet(action, statement, await session.run(statement));
  } catch (error) {
    const isLost = error instanceof ConnectError;
    write(statement, isLost ? l10n.t('unknown: connection lost. {0}', error.message) : sentenceOf(error));
    if (!isLost) throw error;
    throw new UserError(
      l10n.t(
        'The connection was lost before the server answered: it may be done or not. Look at the server. {0}',
        error.message,
      ),
    );
  }
  write(statement, problem === undefined ? 'done' : l10n.t('not done: {0}', problem));
  if (problem !== undefined) throw new UserError(problem);
}

/** That nothing could be sent is worth a line of the audit, too. */
async function opened(action: Action, open: () => Promise<Session>, write: Write): Promise<Session> {
  try {
    return await open();
  } catch (error) {
    write(action.statements.join('; '), l10n.t('not sent: {0}', sentenceOf(error)));
    throw error;
  }
}

/**
 * Sends the statements of an action one after another in a session of their own and writes the outcome of each. Stops at the
 * first that is not done, or of which that is not known, and throws then; the error says what was done before.
 */
export async function runStatements(action: Action, open: () => Promise<Session>, write: Write): Promise<void> {
  const session = await opened(action, open, write);
  const done: string[] = [];
  try {
    for (const statement of action.statements) {
      await runOne(action, statement, session, write);
      done.push(statement);
    }
  } catch (error) {
    if (done.length === 0) throw error;
    throw new UserError(l10n.t('{0} Done before that: {1}.', sentenceOf(error), done.join('; ')));
  } finally {
    await session.close();
  }
}
