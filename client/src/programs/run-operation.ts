import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { toMajor } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { askFacts, takeBaseBackup } from './base-backup.ts';
import { managedLocally, promotionQuestion } from './before-promotion.ts';
import { causeOf } from './causes.ts';
import { connectionString } from './connection-string.ts';
import type { ClientProgram, ProgramNeed } from './find-programs.ts';
import { FollowedProgress } from './follow-progress.ts';
import { guardAgainstDeath } from './host-guard.ts';
import { type PromoteDefinition, type StartDefinition, startLog } from './operations/control.ts';
import type { CreateSubscriberDefinition } from './operations/create-subscriber.ts';
import { operationOf, type TaskDefinition } from './operations/index.ts';
import type { ReceiveWalDefinition } from './operations/receive-wal.ts';
import type { RewindDefinition } from './operations/rewind.ts';
import { type LentPassfile, lendPassfile } from './passfile-on-loan.ts';
import { type Check, checkLine, presentSlotCheck, replicationCheck, senderCheck } from './preflight.ts';
import { tidyRecoveryFiles } from './recovery-conninfo.ts';
import { type ProgramCall, type ProgramEnd, runProgram } from './run-program.ts';
import { done, failed, type Outcome, type ReachedServer, type RunHooks, type RunSite } from './run-site.ts';
import { isThere } from './standby-files.ts';
import { folderBefore, makeFolder, restoreFolder } from './target-folder.ts';

/** A definition with everything that running its program takes. */
interface Run {
  readonly definition: TaskDefinition;
  readonly program: ClientProgram;
  readonly site: RunSite;
  readonly hooks: RunHooks;
  /** '' where no server is connected to. */
  readonly connection: string;
  readonly passfile: string | undefined;
}

/** The major of a data directory or plain backup; undefined: it says none. */
async function majorOfFolder(path: string): Promise<number | undefined> {
  const text = await readFile(join(path, 'PG_VERSION'), 'utf8').catch(() => '');
  const major = Number.parseInt(text, 10);
  return Number.isNaN(major) ? undefined : major;
}

/** Up to 18 the program must be told that WAL inside tar files is left out: it finds the format, but not that. */
async function withFormat(definition: TaskDefinition): Promise<TaskDefinition> {
  if (definition.operation !== 'verifybackup' || definition.format !== undefined) return definition;
  const names = await readdir(definition.target).catch(() => []);
  return names.some((name) => /^base\.tar(?:\.\w+)?$/.test(name)) ? { ...definition, format: 'tar' } : definition;
}

/** A definition with what follows from the server it names: a standby has the roles of its primary. */
export function completed(definition: TaskDefinition, user: string | undefined): TaskDefinition {
  if (definition.operation !== 'createsubscriber' || user === undefined) return definition;
  return { ...definition, subscriberUser: definition.subscriberUser ?? user };
}

/**
 * Runs a task to its end. `server` is what the definition's cluster is reached by; undefined where it names none. Throws
 * `ConnectError` where that server cannot be reached.
 */
export async function runOperation(
  asked: TaskDefinition,
  server: ReachedServer | undefined,
  site: RunSite,
  hooks: RunHooks,
): Promise<Outcome> {
  const definition = await withFormat(completed(asked, server?.parameters.user));
  if (definition.operation === 'basebackup') {
    return server ? takeBaseBackup(definition, server, site, hooks) : failed(l10n.t('The task names no cluster.'));
  }
  const refusal = server && definition.operation === 'receivewal' && (await receiveProblem(definition, server, hooks));
  if (refusal) return refusal;
  const program = await programFor(definition, server, site);
  if (typeof program === 'string') return failed(program);
  const problems = operationOf(definition).problems(program.major);
  if (problems.length > 0) return failed(problems.join(' '), l10n.t('Change the task.'));
  const passfile = server && (await passfileFor(server, site));
  try {
    const withDatabase = definition.operation === 'rewind';
    const applicationName = definition.operation === 'receivewal' ? definition.applicationName : undefined;
    const more = { withDatabase, applicationName };
    const connection = server ? connectionString(server.parameters, program.major, more) : '';
    const path = passfile?.path ?? server?.parameters.passfile;
    return await runKind({ definition, program, site, hooks, connection, passfile: path }, passfile?.path);
  } finally {
    await passfile?.giveBack();
  }
}

async function passfileFor(server: ReachedServer, { world }: RunSite): Promise<LentPassfile | undefined> {
  // A session first: it asks for the password where none is kept.
  await (await server.open('observe')).close();
  const password = await server.password();
  return password === undefined ? undefined : lendPassfile(world, server.parameters, password);
}

/** The folder whose major the program must have. */
function folderOf(definition: TaskDefinition): string {
  return definition.operation === 'combinebackup' ? (definition.backups.at(-1) ?? '') : definition.target;
}

/**
 * Which program runs a definition. Those that talk to a server of `serverMajor` may be newer, the others are of the major
 * of the folder they work on; where that is not known the newest is the best guess.
 */
export async function needOf(definition: TaskDefinition, serverMajor: number | undefined): Promise<ProgramNeed> {
  const { since } = operationOf(definition);
  switch (definition.operation) {
    case 'basebackup':
      return { major: serverMajor ?? since, fit: 'atLeast', prefersSame: definition.writeRecoveryConf };
    case 'receivewal':
      return { major: serverMajor ?? since, fit: 'atLeast' };
    default: {
      const folder = folderOf(definition);
      const said = definition.operation === 'verifybackup' ? definition.major : undefined;
      const major = (await majorOfFolder(folder)) ?? said;
      return major === undefined ? { major: since, fit: 'atLeast' } : { major, fit: 'same' };
    }
  }
}

async function programFor(
  definition: TaskDefinition,
  server: ReachedServer | undefined,
  { finder }: RunSite,
): Promise<ClientProgram | string> {
  const facts = definition.operation === 'receivewal' && server ? await askFacts(server, undefined) : undefined;
  const need = await needOf(definition, facts?.major);
  // Tar files do not say their major; every other folder must.
  if (need.fit === 'atLeast' && definition.operation !== 'receivewal' && definition.operation !== 'verifybackup')
    return l10n.t('{0} is no data directory: it has no PG_VERSION that can be read.', folderOf(definition));
  return finder.find(operationOf(definition).program, need);
}

async function receiveProblem(
  definition: ReceiveWalDefinition,
  server: ReachedServer,
  hooks: RunHooks,
): Promise<Outcome | undefined> {
  const facts = await askFacts(server, definition.slot);
  const checks: readonly Check[] = [
    replicationCheck(facts, await server.tryReplication()),
    senderCheck(facts, 1),
    ...(definition.slot === undefined ? [] : [presentSlotCheck(facts, definition.slot)]),
  ];
  for (const check of checks) hooks.onLine(checkLine(check));
  const wrong = checks.filter(({ ok }) => !ok);
  if (wrong.length === 0) return undefined;
  return failed(
    l10n.t('Not started: {0}.', wrong.map(({ title }) => title).join('; ')),
    wrong.map((it) => it.advice).join(' '),
  );
}

async function runOnce(run: Run, definition: TaskDefinition = run.definition): Promise<ProgramEnd> {
  const { program, site, hooks, connection, passfile } = run;
  const progress = new FollowedProgress(hooks, site.patience);
  const call: ProgramCall = {
    program: program.path,
    arguments: operationOf(definition).arguments(program.major, connection),
    ...(passfile !== undefined && { env: { PGPASSFILE: passfile } }),
    signal: hooks.signal,
    onLine: (line) => progress.hear(line),
  };
  return runProgram(site.world, call).finally(() => progress.stop());
}

function outcomeOf(end: ProgramEnd, { program }: Run, ...notes: readonly string[]): Outcome {
  if (end.code === 0) return done(...notes);
  if (end.cancelled) return { ended: 'cancelled', notes: [] };
  const { cause, next } = causeOf(end.lines, program.name);
  return failed(cause, next);
}

async function runKind(run: Run, lentPassfile: string | undefined): Promise<Outcome> {
  const { definition } = run;
  switch (definition.operation) {
    case 'receivewal': {
      await makeFolder(definition.target, run.site.world);
      const end = await runOnce(run);
      // Its end is that somebody ends it.
      return end.cancelled ? done(l10n.t('The WAL so far is in {0}.', definition.target)) : outcomeOf(end, run);
    }
    case 'combinebackup': {
      const mapped = Object.values(definition.tablespaceMapping ?? {});
      const all = await Promise.all([...mapped, definition.target].map(folderBefore));
      const full = all.find(({ state }) => state === 'other');
      if (full) return failed(l10n.t('{0} is not empty.', full.path), l10n.t('Take another folder.'));
      const guards = all.map((before) => guardAgainstDeath({ kind: 'folder', before }));
      const end = await runOnce(run).finally(() => {
        for (const guard of guards) guard.release();
      });
      if (end.code !== 0 || definition.dryRun) for (const before of all) await restoreFolder(before);
      return outcomeOf(
        end,
        run,
        ...(definition.dryRun ? [] : [l10n.t('The full backup is in {0}.', definition.target)]),
      );
    }
    case 'rewind':
      return rewindAfterDryRun(run, definition, lentPassfile);
    case 'createsubscriber':
      return subscribeAfterDryRun(run, definition, lentPassfile);
    case 'start':
      return (await managedLocally('start', definition.target)) ?? startServer(run, definition);
    case 'stop':
      return (await managedLocally('stop', definition.target)) ?? outcomeOf(await runOnce(run), run);
    case 'promote':
      return promoteServer(run, definition);
    default:
      return outcomeOf(await runOnce(run), run);
  }
}

async function rewindAfterDryRun(
  run: Run,
  definition: RewindDefinition,
  lentPassfile: string | undefined,
): Promise<Outcome> {
  const trial = await runOnce(run, { ...definition, dryRun: true });
  if (trial.code !== 0 || definition.dryRun) return outcomeOf(trial, run, l10n.t('Nothing was changed.'));
  const isNeeded = !trial.lines.some((line) => /no rewind required/.test(line));
  // Without the files that make it a standby it would start as a second primary, so pg_rewind goes on to write them.
  if (!isNeeded && !definition.writeRecoveryConf) return done(l10n.t('No rewind is needed: the two have not parted.'));
  const question = l10n.t(
    'The dry run went well. Rewind {0} now? Its changes since the two parted are lost; if this is broken off, the directory cannot be used any more.',
    definition.target,
  );
  if (isNeeded && !(await run.hooks.confirm(question, l10n.t('Rewind'))))
    return { ended: 'cancelled', notes: [l10n.t('Nothing was changed.')] };
  const end = await runOnce(run);
  const major = toMajor(run.program.major);
  if (end.code === 0 && definition.writeRecoveryConf && major !== undefined)
    await tidyRecoveryFiles(definition.target, { passfile: lentPassfile, applicationName: undefined, major });
  const outcome = outcomeOf(
    end,
    run,
    l10n.t('Configuration files came along from the source: look at them before the start.'),
  );
  if (outcome.ended === 'done') return outcome;
  return {
    ...outcome,
    notes: [l10n.t('{0} cannot be used any more: make it anew from a base backup.', definition.target)],
  };
}

async function subscribeAfterDryRun(
  run: Run,
  definition: CreateSubscriberDefinition,
  lentPassfile: string | undefined,
): Promise<Outcome> {
  const trial = await runOnce(run, { ...definition, dryRun: true });
  if (trial.code !== 0 || definition.dryRun) return outcomeOf(trial, run, l10n.t('Nothing was changed.'));
  const question = l10n.t(
    'The dry run went well. Turn {0} into a logical subscriber now? It cannot become a physical standby again.',
    definition.target,
  );
  if (!(await run.hooks.confirm(question, l10n.t('Convert'))))
    return { ended: 'cancelled', notes: [l10n.t('Nothing was changed.')] };
  const end = await runOnce(run);
  const needsPassword = l10n.t(
    'Its subscriptions have no password: write it into the passfile of the user that runs the server, or into the connection of each (ALTER SUBSCRIPTION … CONNECTION), or they will not start.',
  );
  const outcome = outcomeOf(
    end,
    run,
    l10n.t('The subscriber is stopped: start it when you like.'),
    ...(lentPassfile === undefined ? [] : [needsPassword]),
  );
  if (outcome.ended === 'done') return outcome;
  const left = l10n.t(
    'Look for publications, slots and subscriptions that are left, and make the standby anew if it does not start.',
  );
  return { ...outcome, notes: [left] };
}

async function promoteServer(run: Run, { target }: PromoteDefinition): Promise<Outcome> {
  const refusal = await managedLocally('promote', target);
  if (refusal) return refusal;
  // A directory that is no standby's is told so by pg_ctl.
  const isStandby = await Promise.all(['standby.signal', 'recovery.conf'].map((name) => isThere(join(target, name))));
  if (isStandby.includes(true) && !(await run.hooks.confirm(await promotionQuestion(target), l10n.t('Promote'))))
    return { ended: 'cancelled', notes: [l10n.t('Nothing was changed.')] };
  return outcomeOf(await runOnce(run), run);
}

/** Starts a server; if it does not start, what it wrote into its log is shown and read for the cause. */
async function startServer(run: Run, definition: StartDefinition): Promise<Outcome> {
  const path = startLog(definition);
  const before = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  const end = await runOnce(run);
  if (end.code === 0 || end.cancelled) return outcomeOf(end, run);
  const first = await newLines(path, before);
  const log = [...first, ...(await collectedLines(first, definition.target))];
  for (const line of log) run.hooks.onLine(line);
  return outcomeOf({ ...end, lines: [...log, ...end.lines] }, run);
}

const mostLog = 64 * 1024;
/** Lines of a log that is not of this start only. */
const lastLines = 40;

/** The end of the newest log of a server that collects its logs itself, which it says before it does so. */
async function collectedLines(said: readonly string[], dataDirectory: string): Promise<readonly string[]> {
  const named = said
    .map((line) => /Future log output will appear in directory "([^"]+)"/.exec(line)?.[1])
    .find(Boolean);
  if (named === undefined) return [];
  const folder = resolve(dataDirectory, named);
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  const newest = files.toSorted((a, b) => b.at - a.at)[0];
  if (!newest) return [];
  const { size } = await stat(newest.path);
  return (await newLines(newest.path, Math.max(0, size - mostLog))).slice(-lastLines);
}

async function newLines(path: string, from: number): Promise<readonly string[]> {
  const file = await open(path).catch(() => undefined);
  if (!file) return [];
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(mostLog), 0, mostLog, from);
    return buffer
      .toString('utf8', 0, bytesRead)
      .split(/\r?\n/)
      .filter((line) => line !== '');
  } finally {
    await file.close();
  }
}
