import type { Major } from '../catalog/parameter.ts';
import type { HbaRecord, HbaToken } from '../syntax/hba.ts';
import { type ConnectionAttempt, cannotBeKnown, type Fit, fit, misfit, shown } from './connection-attempt.ts';
import { fitsPattern } from './fits-pattern.ts';

/** Whether the token is that word with its special meaning. */
function isWord({ text, quoted }: HbaToken, word: string): boolean {
  return !quoted && text === word;
}

/** A role counts as a member of itself; being a superuser makes a member of nothing. */
function memberFit(role: string, { user, roles }: ConnectionAttempt): Fit {
  if (role === user || roles?.includes(role)) return fit;
  if (roles) return misfit(`${shown(user)} is no member of ${shown(role)}`);
  return cannotBeKnown(`files cannot tell whether ${shown(user)} is a member of ${shown(role)}`);
}

/** A name, or from 16 on a regular expression, quoted or not. */
function literalFit({ text }: HbaToken, name: string, major: Major): Fit {
  if (major < 16 || !text.startsWith('/')) return text === name ? fit : misfit('');
  const fits = fitsPattern(text.slice(1), name);
  if (fits === undefined) return cannotBeKnown(`the regular expression ${shown(text)} is left to the server`);
  return fits ? fit : misfit('');
}

/** The first item that fits decides, then the first that cannot be known. */
function anyFit(fits: readonly Fit[], otherwise: string): Fit {
  const decided = fits.find((it) => it.fits === 'yes') ?? fits.find((it) => it.fits === 'unknown');
  return decided ?? misfit(fits.find(({ reason }) => reason !== '')?.reason ?? otherwise);
}

/** As `check_db` with a database name: the word `replication` takes no such connection. */
function databaseItemFit(token: HbaToken, database: string, attempt: ConnectionAttempt, major: Major): Fit {
  if (isWord(token, 'all')) return fit;
  if (isWord(token, 'sameuser')) {
    return database === attempt.user ? fit : misfit(`sameuser takes the database ${shown(attempt.user)} only`);
  }
  if (isWord(token, 'samerole') || isWord(token, 'samegroup')) return memberFit(database, attempt);
  if (isWord(token, 'replication')) return misfit('replication takes physical replication only');
  return literalFit(token, database, major);
}

/** What the attempt asks for, against the databases of a record. Physical replication needs its word. */
export function databaseFit({ databases }: HbaRecord, attempt: ConnectionAttempt, major: Major): Fit {
  const { database } = attempt;
  if (database === undefined) {
    if (databases.some((token) => isWord(token, 'replication'))) return fit;
    const isQuoted = databases.some(({ text }) => text === 'replication');
    return misfit(
      isQuoted
        ? '"replication" in quotes is a database: physical replication needs the word without quotes'
        : 'physical replication needs the word replication: neither all nor a name takes it',
    );
  }
  const fits = databases.map((token) => databaseItemFit(token, database, attempt, major));
  return anyFit(fits, `the database ${shown(database)} is not named`);
}

function userItemFit(token: HbaToken, attempt: ConnectionAttempt, major: Major): Fit {
  if (!token.quoted && token.text.startsWith('+')) return memberFit(token.text.slice(1), attempt);
  return isWord(token, 'all') ? fit : literalFit(token, attempt.user, major);
}

/** Who the attempt is, against the users of a record (`check_role`). */
export function userFit({ users }: HbaRecord, attempt: ConnectionAttempt, major: Major): Fit {
  const fits = users.map((token) => userItemFit(token, attempt, major));
  return anyFit(fits, `the user ${shown(attempt.user)} is not named`);
}
