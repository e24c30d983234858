import { setTimeout as delay } from 'node:timers/promises';
import { toMajor } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import {
  type BackupFacts,
  backupQuestions,
  dropSlotStatement,
  readBackupFacts,
  readSlotAnswer,
  sizeQuestion,
  slotQuestion,
} from '../live/queries/preflight.ts';
import { causeOf } from './causes.ts';
import { connectionString } from './connection-string.ts';
import type { ClientProgram } from './find-programs.ts';
import { FollowedProgress } from './follow-progress.ts';
import { guardAgainstDeath } from './host-guard.ts';
import { type BaseBackupDefinition, baseBackup, serverProblems } from './operations/base-backup.ts';
import { type LentPassfile, lendPassfile } from './passfile-on-loan.ts';
import { type BackupPlaces, backupChecks, checkLine, lookAtPlaces } from './preflight.ts';
import { tidyRecoveryFiles } from './recovery-conninfo.ts';
import { type ProgramCall, type ProgramEnd, runProgram } from './run-program.ts';
import { done, failed, type Outcome, type ReachedServer, type RunHooks, type RunSite } from './run-site.ts';
import { type FolderBefore, restoreFolder } from './target-folder.ts';

/** A backup that may start. */
interface Ready {
  readonly definition: BaseBackupDefinition;
  readonly server: ReachedServer;
  readonly site: RunSite;
  readonly facts: BackupFacts;
  readonly program: ClientProgram;
  readonly places: BackupPlaces;
}

const slotDeadline = 20_000;
const slotPause = 250;

/**
 * Takes a base backup: looks at everything first, runs pg_basebackup, and leaves nothing half-written behind. What was
 * there before is never removed. Throws `ConnectError` where the server cannot be reached, before anything is written.
 */
export async function takeBaseBackup(
  definition: BaseBackupDefinition,
  server: ReachedServer,
  site: RunSite,
  hooks: RunHooks,
): Promise<Outcome> {
  const ready = await prepare(definition, server, site, hooks);
  if ('ended' in ready) return ready;
  if (hooks.signal.aborted) return { ended: 'cancelled', notes: [] };
  const password = await server.password();
  const passfile = password === undefined ? undefined : await lendPassfile(site.world, server.parameters, password);
  const guards = writtenFolders(ready).map((before) => guardAgainstDeath({ kind: 'folder', before }));
  const release = () => {
    for (const guard of guards) guard.release();
  };
  try {
    const end = await runBackup(ready, passfile, hooks);
    if (end.code !== 0) return await undo(ready, end, hooks);
    release();
    return await finish(ready, passfile);
  } finally {
    release();
    await passfile?.giveBack();
  }
}

/** The facts of the server, with the session closed again; its size, which may take long to count, if it is wanted. */
export async function askFacts(
  server: ReachedServer,
  slot: string | undefined,
  { size = false } = {},
): Promise<BackupFacts> {
  const session = await server.open('observe');
  try {
    const answers = await session.run(backupQuestions(slot));
    const sizes = size ? await session.run(sizeQuestion).catch(() => undefined) : undefined;
    return readBackupFacts(answers, sizes);
  } finally {
    await session.close();
  }
}

async function prepare(
  definition: BaseBackupDefinition,
  server: ReachedServer,
  site: RunSite,
  hooks: RunHooks,
): Promise<Ready | Outcome> {
  const facts = await askFacts(server, definition.slot, { size: true });
  const program = await site.finder.find('pg_basebackup', {
    major: facts.major,
    fit: 'atLeast',
    prefersSame: definition.writeRecoveryConf,
  });
  if (typeof program === 'string') return failed(program);
  const problems = [...baseBackup.problems(definition, program.major), ...serverProblems(definition, facts.major)];
  if (problems.length > 0) return failed(problems.join(' '), l10n.t('Change the task.'));
  const places = await lookAtPlaces(definition, facts);
  const checks = backupChecks(definition, facts, { program, places, refusal: await server.tryReplication() });
  for (const check of checks) hooks.onLine(checkLine(check));
  const wrong = checks.filter(({ ok }) => !ok);
  if (wrong.length > 0)
    return failed(
      l10n.t('Not started: {0}.', wrong.map(({ title }) => title).join('; ')),
      wrong.map((it) => it.advice).join(' '),
    );
  return { definition, server, site, facts, program, places };
}

async function runBackup(ready: Ready, passfile: LentPassfile | undefined, hooks: RunHooks): Promise<ProgramEnd> {
  const { definition, server, site, program } = ready;
  const { format, writeRecoveryConf, applicationName } = definition;
  // Under the name of a standby the backup's own stream could count as that standby: it is written afterwards.
  const asName = writeRecoveryConf && format === 'tar' ? applicationName : undefined;
  const connection = connectionString(server.parameters, program.major, { applicationName: asName });
  const progress = new FollowedProgress(hooks, site.patience);
  const call: ProgramCall = {
    program: program.path,
    arguments: baseBackup.arguments(definition, program.major, connection),
    env: { PGPASSFILE: passfile?.path ?? server.parameters.passfile },
    signal: hooks.signal,
    onLine: (line) => progress.hear(line),
  };
  return runProgram(site.world, call).finally(() => progress.stop());
}

async function finish({ definition, facts, server }: Ready, passfile: LentPassfile | undefined): Promise<Outcome> {
  const { target, format, writeRecoveryConf, applicationName } = definition;
  const made = l10n.t('The backup is in {0}.', target);
  if (!writeRecoveryConf) return done(made);
  const { host, port, user } = server.parameters;
  const needsPassword =
    passfile === undefined
      ? []
      : [
          l10n.t(
            'The standby needs the password of {0}: write {1}:{2}:replication:{3}:PASSWORD into the passfile of the user that runs it.',
            user,
            host,
            port,
            user,
          ),
        ];
  if (format === 'tar') {
    const isNamed =
      passfile === undefined ? '' : l10n.t(' Its primary_conninfo names a passfile that is gone: take it out.');
    return done(made, l10n.t('What makes it a standby is in base.tar.{0}', isNamed), ...needsPassword);
  }
  const major = toMajor(facts.major);
  if (major !== undefined) await tidyRecoveryFiles(target, { passfile: passfile?.path, applicationName, major });
  return done(made, ...needsPassword);
}

/** Folders that pg_basebackup may have begun to fill. */
function writtenFolders({ places }: Ready): readonly FolderBefore[] {
  const { target, walDirectory, tablespaces } = places;
  return [...tablespaces.map(({ place }) => place), ...(walDirectory ? [walDirectory] : []), target];
}

async function undo(ready: Ready, end: ProgramEnd, hooks: RunHooks): Promise<Outcome> {
  const { definition } = ready;
  const said = end.lines.join('\n');
  const notes: string[] = [];
  // Then pg_basebackup itself keeps the backup, or has not written a byte.
  const isKept = !end.cancelled && /checksum error occurred/.test(said);
  const isForeign = /exists but is not empty/.test(said);
  if (!isKept && !isForeign) {
    for (const folder of writtenFolders(ready))
      await restoreFolder(folder).catch((error: unknown) => {
        notes.push(
          l10n.t('{0} could not be removed: {1}', folder.path, error instanceof Error ? error.message : String(error)),
        );
      });
  }
  const isOurs = definition.createSlot && !/replication slot "[^"]*" already exists/.test(said);
  if (isOurs && !isKept) notes.push(...(await dropSlot(ready.server, definition.slot ?? '')));
  for (const note of notes) hooks.onLine(note);
  if (end.cancelled) return { ended: 'cancelled', notes };
  const { cause, next } = causeOf(end.lines, 'pg_basebackup');
  return failed(cause, next, notes);
}

/**
 * Drops the slot that pg_basebackup made and leaves behind, once the server has noticed that its user is gone. Returns what is
 * to be done by hand where that does not go.
 */
export async function dropSlot(server: ReachedServer, slot: string): Promise<readonly string[]> {
  const byHand = l10n.t(
    'The slot {0} may be left on the server and hold WAL back: {1};',
    slot,
    dropSlotStatement(slot),
  );
  try {
    const session = await server.open('act');
    try {
      for (let waited = 0; waited < slotDeadline; waited += slotPause) {
        const state = readSlotAnswer(await session.run(slotQuestion(slot)));
        if (state === 'absent') return [];
        if (state === 'free') {
          await session.run(dropSlotStatement(slot));
          return [];
        }
        await delay(slotPause);
      }
    } finally {
      await session.close();
    }
  } catch {
    return [byHand];
  }
  return [byHand];
}
