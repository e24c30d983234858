import { readdir, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '../l10n.ts';
import { readStreamAnswer, streamQuestion } from '../live/queries/standby-stream.ts';
import type { SeenServer } from '../live/server-look.ts';
import { dropSlot } from './base-backup.ts';
import { checkStandby } from './check-standby.ts';
import { controlLog } from './operations/control.ts';
import { readDefinition, type TaskDefinition } from './operations/index.ts';
import { runOperation } from './run-operation.ts';
import { done, failed, type Outcome, type ReachedServer, type RunHooks, type RunSite } from './run-site.ts';
import { serverProcess } from './server-process.ts';
import { configureStandby, type StandbySettings, standbyPassfile } from './standby-files.ts';
import { type WrittenRecord, withdrawRecord } from './standby-hba.ts';
import { type FolderBefore, makeFolder, restoreFolder } from './target-folder.ts';

/** A standby to be, and whose. */
export interface StandbyPlan extends StandbySettings {
  readonly cluster: string;
  /** The key of the server it will stream from. */
  readonly upstream: string;
  /** Also the name of its slot. */
  readonly slot: string;
  /** Whether its password may lie in a file of mode 0600 beside its folder. */
  readonly keepsPassword: boolean;
  readonly synchronous: boolean;
}

/** The steps in their order. What was done is kept, so that a flow that broke off can go on. */
export const standbySteps = ['backup', 'configure', 'start', 'stream'] as const;
type StandbyStep = (typeof standbySteps)[number];

/** How far a flow has come; no secret is in it. */
export interface StandbyProgress {
  readonly plan: StandbyPlan;
  readonly done: readonly StandbyStep[];
  /** What its folders were when the check had found nothing in the way. Undefined: nothing was made so far. */
  readonly before?: readonly FolderBefore[];
  /** Other places of tablespaces on this machine, by those on the upstream; undefined: all lie where they lie there. */
  readonly tablespaceMapping?: Readonly<Record<string, string>>;
  /** The record that was written into the upstream's pg_hba.conf for it. */
  readonly record?: WrittenRecord;
}

/** What the flow needs of the world. */
export interface StandbySite {
  readonly site: RunSite;
  readonly server: ReachedServer;
  readonly seen: SeenServer;
  readonly hooks: RunHooks;
  /** Keeps how far the flow has come. */
  keep(progress: StandbyProgress): Promise<void>;
}

const streamDeadline = 60_000;

function definitionOf(definition: object): TaskDefinition {
  const read = readDefinition({ type: 'pg-replication', ...definition });
  if (typeof read === 'string') throw new Error(read);
  return read;
}

/** Whether all that came into a folder is of a base backup, whole or not. */
async function holdsBackup({ path, state }: FolderBefore): Promise<boolean> {
  if (state === 'other') return true;
  const names = await readdir(path).catch(() => []);
  return names.length === 0 || names.some((name) => /^(?:PG_VERSION|backup_label|pg_wal|PG_[0-9]+_[0-9]+)$/.test(name));
}

/** Takes away what a flow has written, and its slot. Throws where others have put their files into a folder meanwhile. */
async function removeFiles({ plan, before }: StandbyProgress, { server }: StandbySite): Promise<readonly string[]> {
  if ((await serverProcess(plan.folder)) !== undefined)
    throw new Error(`A server runs in ${plan.folder}: it is left alone.`);
  const folders = before ?? [];
  for (const folder of folders)
    if (!(await holdsBackup(folder))) throw new Error(`${folder.path} holds other files: it is left alone.`);
  for (const file of [standbyPassfile(plan), controlLog(plan.folder)]) await rm(file, { force: true });
  for (const folder of folders) await restoreFolder(folder);
  return dropSlot(server, plan.slot);
}

/** The first folder with something in it: what came there since the check may be half a backup, or somebody's whole one. */
async function filledFolder(folders: readonly FolderBefore[] = []): Promise<string | undefined> {
  for (const { path } of folders) if ((await readdir(path).catch(() => [])).length > 0) return path;
  return undefined;
}

async function backup(progress: StandbyProgress, all: StandbySite): Promise<Outcome> {
  const { plan, before, tablespaceMapping = {} } = progress;
  const { site, server, hooks } = all;
  const filled = await filledFolder(before);
  if (filled !== undefined)
    return failed(
      l10n.t('{0} is not empty.', filled),
      l10n.t('Undo takes away what is of a backup in it; look into it first.'),
    );
  // A window that died in the middle of a backup has left it.
  const left = await dropSlot(server, plan.slot);
  if (left.length > 0) return failed(left.join(' '));
  const definition = definitionOf({
    operation: 'basebackup',
    cluster: plan.cluster,
    server: plan.upstream,
    target: plan.folder,
    slot: plan.slot,
    createSlot: true,
    checkpoint: 'fast',
    writeRecoveryConf: true,
    applicationName: plan.name,
    ...(Object.keys(tablespaceMapping).length > 0 && { tablespaceMapping }),
  });
  for (const [from, to] of Object.entries(tablespaceMapping))
    hooks.onLine(l10n.t('Tablespace {0} goes to {1}: its place is in use on this machine.', from, to));
  await makeFolder(plan.folder, site.world);
  const outcome = await runOperation(definition, server, site, hooks);
  if (outcome.ended !== 'done') for (const folder of before ?? []) await restoreFolder(folder);
  return outcome;
}

async function configure({ plan }: StandbyProgress, { site, server, seen, hooks }: StandbySite): Promise<Outcome> {
  const password = plan.keepsPassword ? await server.password() : undefined;
  const passfile = password === undefined ? undefined : { password, upstream: server.parameters };
  await configureStandby(site.world, plan, seen, passfile);
  hooks.onLine(l10n.t('port {0} and the name {1} are in postgresql.auto.conf', plan.port, plan.name));
  return done();
}

function control(operation: 'start' | 'stop', { folder }: StandbyPlan): TaskDefinition {
  return definitionOf({ operation, target: folder });
}

/** Starts the server, unless it runs: a window may have died after it had started. */
async function start({ plan }: StandbyProgress, { site, hooks }: StandbySite): Promise<Outcome> {
  if ((await serverProcess(plan.folder)) !== undefined) return done();
  return runOperation(control('start', plan), undefined, site, hooks);
}

/** Waits until the upstream says that it streams. */
async function stream({ plan }: StandbyProgress, { server, hooks }: StandbySite): Promise<Outcome> {
  const session = await server.open('observe');
  try {
    for (const end = Date.now() + streamDeadline; Date.now() < end && !hooks.signal.aborted; await delay(250)) {
      const state = readStreamAnswer(await session.run(streamQuestion(plan.slot)));
      if (state === 'streaming') return done(l10n.t('{0} streams.', plan.name));
    }
  } finally {
    await session.close();
  }
  if (hooks.signal.aborted) return { ended: 'cancelled', notes: [] };
  const log = controlLog(plan.folder);
  const next = l10n.t('Look into {0}: its WAL receiver says what it is missing (a password, an HBA record).', log);
  return failed(l10n.t('{0} runs, but does not stream from {1}.', plan.name, plan.upstream), next);
}

const runners: Readonly<Record<StandbyStep, (progress: StandbyProgress, site: StandbySite) => Promise<Outcome>>> = {
  backup,
  configure,
  start,
  stream,
};

/**
 * Makes a standby: looks whether it can be, then slot and base backup, its own settings, start, and waiting until it streams.
 * Goes on where `progress` ends; `site.keep` is told before the first change and after each step. Throws `ConnectError` where
 * the upstream cannot be reached.
 */
export async function createStandby(progress: StandbyProgress, site: StandbySite): Promise<Outcome> {
  let now = progress;
  if (!now.before) {
    const places = await checkStandby(now.plan, site.server, site.site);
    if ('ended' in places) return places;
    now = { ...now, ...places };
    await site.keep(now);
  }
  const notes: string[] = [];
  for (const step of standbySteps) {
    if (now.done.includes(step)) continue;
    const outcome = await runners[step](now, site);
    if (outcome.ended !== 'done') return outcome;
    notes.push(...outcome.notes);
    now = { ...now, done: [...now.done, step] };
    await site.keep(now);
  }
  return done(...notes);
}

/**
 * Takes back what a flow has made and nothing else: stops the server, then folders, passfile, log, slot and HBA record go.
 * Returns what is left to be done by hand. Throws where the server cannot be stopped: then nothing is removed.
 */
export async function undoStandby(progress: StandbyProgress, all: StandbySite): Promise<readonly string[]> {
  const { plan, before, record } = progress;
  const notes: string[] = [];
  if (before) {
    if ((await serverProcess(plan.folder)) !== undefined) {
      const stopped = await runOperation(control('stop', plan), undefined, all.site, all.hooks);
      if ((await serverProcess(plan.folder)) !== undefined)
        throw new Error(`${plan.name} could not be stopped. ${stopped.ended === 'failed' ? stopped.cause : ''}`);
    }
    notes.push(...(await removeFiles(progress, all)));
  }
  if (record && !(await withdrawRecord(record)))
    notes.push(l10n.t('The record for {0} in {1} has changed: take it out by hand.', plan.name, record.file));
  return notes;
}
