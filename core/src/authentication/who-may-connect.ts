import type { Major } from '../catalog/parameter.ts';
import { isFilledIn } from '../model/filled-in.ts';
import { type FileProblem, fileOrigin, type ServerConfig } from '../model/server-config.ts';
import { utf8Bytes } from '../syntax/bytes.ts';
import type { HbaRecord } from '../syntax/hba.ts';
import type { FileOrigin } from '../text/origin.ts';
import { type ConnectionAttempt, cannotBeKnown, type Fit, fit, shown } from './connection-attempt.ts';
import { addressFit, typeFit } from './connection-fit.ts';
import { type HbaPlace, hbaPlaces } from './hba-places.ts';
import { type ConnectionOutcome, methodMeaning } from './method-meaning.ts';
import { databaseFit, userFit } from './name-fit.ts';

/** A record that the server looked at, and why it passed over it; the last may be the one that decides. */
export interface HbaStep extends Fit {
  readonly at: FileOrigin;
  /** Undefined: a template fills in what stands there. */
  readonly record: HbaRecord | undefined;
}

/** What pg_hba.conf says of an attempt. */
export interface ConnectionAnswer {
  /** The records in the order they are looked at, up to the one that decides. */
  readonly steps: readonly HbaStep[];
  /** The first record that fits for sure. Undefined: none does, so the server refuses. */
  readonly decidedBy: HbaRecord | undefined;
  /** False: a record before it may fit too, or one that is not visible from here, and would decide then. */
  readonly isCertain: boolean;
  readonly outcome: ConnectionOutcome;
  /** What the method does, in sentences. */
  readonly meaning: string;
  /** What else bears on the attempt, a sentence each. */
  readonly remarks: readonly string[];
  /** What keeps the server from loading its HBA file; records it refuses are left out of the answer. */
  readonly problems: readonly FileProblem[];
}

/** `NAMEDATALEN` - 1 bytes: what is longer is cut off before records are looked at. */
const longestName = 63;

function cut(name: string): string {
  let kept = name;
  while (utf8Bytes(kept).length > longestName) kept = kept.slice(0, -1);
  return kept;
}

/** What libpq's programs send as the database of physical replication; the server looks at it for the role's name only. */
const sentForReplication = 'replication';

/** With `db_user_namespace` (up to 16) roles are called `name@database`, but for those asked for as `name@`. */
function roleName(server: ServerConfig, user: string, database: string): string {
  if (!server.catalog.get('db_user_namespace') || !server.boolean('db_user_namespace')) return user;
  return user.indexOf('@') === user.length - 1 ? user.slice(0, -1) : `${user}@${database}`;
}

/** Whether the server takes TLS; true where its files leave that open. */
function takesTls(server: ServerConfig): boolean {
  const isOpen = isFilledIn(server, 'ssl') || (!server.complete && !server.setting('ssl').at);
  return isOpen || server.boolean('ssl');
}

/** The attempt as the server goes by it. */
function received(server: ServerConfig, attempt: ConnectionAttempt): ConnectionAttempt {
  const { database, user, type } = attempt;
  const asked = database === '' ? user : database;
  const overTcp = type === 'host';
  return {
    ...attempt,
    tls: overTcp && attempt.tls && !attempt.gss && takesTls(server),
    gss: overTcp && attempt.gss,
    database: asked === undefined ? undefined : cut(asked),
    user: cut(roleName(server, user, asked ?? sentForReplication)),
  };
}

function recordFit(record: HbaRecord, attempt: ConnectionAttempt, major: Major): Fit {
  const parts = [
    typeFit(record.type.text, attempt),
    addressFit(record, attempt),
    databaseFit(record, attempt, major),
    userFit(record, attempt, major),
  ];
  return parts.find(({ fits }) => fits === 'no') ?? parts.find(({ fits }) => fits === 'unknown') ?? fit;
}

const connectionTypes = /^(?:local|host(?:ssl|nossl|gssenc|nogssenc)?)$/;

/** A record may be left out by its template; of what a template fills in the first word may tell that it does not fit. */
function placeFit({ record, type, isOptional }: HbaPlace, attempt: ConnectionAttempt, major: Major): Fit {
  if (record) {
    const found = recordFit(record, attempt, major);
    return isOptional && found.fits === 'yes'
      ? cannotBeKnown('the template may leave this record out: it stands under a condition or in a loop')
      : found;
  }
  const byType = connectionTypes.test(type ?? '') ? typeFit(type ?? '', attempt) : fit;
  return byType.fits === 'no' ? byType : cannotBeKnown('a template fills this in');
}

/** What keeps the server from loading its HBA file, as far as it is known: a template without a record may make some. */
function problemsOf({ problems, templates }: ServerConfig): readonly FileProblem[] {
  return problems.filter(
    (problem) =>
      problem.kind === 'hba' && !isUnseen(problem) && !(problem.code === 'noRecords' && templates?.has(problem.uri)),
  );
}

/** What includes of paths of the server's machine stand for is not known here, so neither whether they are there. */
function isUnseen({ code }: FileProblem): boolean {
  return code === 'includedElsewhere';
}

function remarksOn(server: ServerConfig, attempt: ConnectionAttempt): readonly string[] {
  const unseen = server.problems.filter((problem) => problem.kind === 'hba' && isUnseen(problem));
  const remarks = unseen.map(
    ({ holes }) =>
      `What ${shown(String(holes['path'] ?? ''))} holds is not visible from here: a record of it may decide.`,
  );
  if (attempt.type === 'host' && attempt.tls && !takesTls(server)) {
    remarks.push('ssl is off: a client that insists on TLS cannot connect at all; this is the answer without TLS.');
  }
  if (attempt.database === undefined) {
    remarks.push('Physical replication also needs a role with REPLICATION, and max_wal_senders above 0.');
  }
  return remarks;
}

/**
 * Who may connect: goes through the HBA records as the server of that major does (`hba.c:check_hba`). The first that fits
 * type, address, database and user decides; if its proof fails, no other is tried.
 */
export function whoMayConnect(server: ServerConfig, attempt: ConnectionAttempt): ConnectionAnswer {
  const { major } = server.catalog;
  const asked = received(server, attempt);
  const steps: HbaStep[] = [];
  let decidedBy: HbaRecord | undefined;
  for (const place of hbaPlaces(server)) {
    const found = placeFit(place, asked, major);
    steps.push({ at: fileOrigin(place.uri, place.range), record: place.record, ...found });
    if (found.fits !== 'yes') continue;
    decidedBy = place.record;
    break;
  }
  const { outcome, meaning } = decidedBy
    ? methodMeaning(decidedBy, major)
    : { outcome: 'refused' as const, meaning: 'No record fits, so the server refuses.' };
  return {
    steps,
    decidedBy,
    isCertain:
      steps.every(({ fits }) => fits !== 'unknown') &&
      !server.problems.some((problem) => problem.kind === 'hba' && isUnseen(problem)),
    outcome,
    meaning,
    remarks: remarksOn(server, attempt),
    problems: problemsOf(server),
  };
}
