import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { dropSlotStatement, readSlotAnswer, slotQuestion } from '../live/queries/preflight.ts';
import { readStreamAnswer, streamQuestion } from '../live/queries/standby-stream.ts';
import type { SeenServer } from '../live/server-look.ts';
import { readDefinition, type TaskDefinition } from './operations/index.ts';
import { runOperation } from './run-operation.ts';
import { done, failed, type Outcome, type ReachedServer, type RunHooks, type RunSite } from './run-site.ts';
import { configureStandby, type StandbySettings, standbyPassfile } from './standby-files.ts';

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
const standbySteps = ['backup', 'configure', 'start', 'stream'] as const;
type StandbyStep = (typeof standbySteps)[number];

/** How far a flow has come; no secret is in it. */
export interface StandbyProgress {
  readonly plan: StandbyPlan;
  readonly done: readonly StandbyStep[];
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

function backup({ plan }: StandbyProgress, { site, server, hooks }: StandbySite): Promise<Outcome> {
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
  });
  return runOperation(definition, server, site, hooks);
}

async function configure({ plan }: StandbyProgress, { site, server, seen, hooks }: StandbySite): Promise<Outcome> {
  const password = plan.keepsPassword ? await server.password() : undefined;
  const passfile = password === undefined ? undefined : { password, upstream: server.parameters };
  await configureStandby(site.world, plan, seen, passfile);
  hooks.onLine(`port ${plan.port} and the name ${plan.name} are in postgresql.auto.conf`);
  return done();
}

function control(operation: 'start' | 'stop', { folder }: StandbyPlan): TaskDefinition {
  return definitionOf({ operation, target: folder });
}

/** Waits until the upstream says that it streams. */
async function stream({ plan }: StandbyProgress, { server, hooks }: StandbySite): Promise<Outcome> {
  const session = await server.open('observe');
  try {
    for (const end = Date.now() + streamDeadline; Date.now() < end && !hooks.signal.aborted; await delay(250)) {
      const state = readStreamAnswer(await session.run(streamQuestion(plan.name)));
      if (state === 'streaming') return done(`${plan.name} streams.`);
    }
  } finally {
    await session.close();
  }
  if (hooks.signal.aborted) return { ended: 'cancelled', notes: [] };
  const next = `Look into ${plan.folder}.log: its WAL receiver says what it is missing (a password, an HBA record).`;
  return failed(`${plan.name} runs, but does not stream from ${plan.upstream}.`, next);
}

const runners: Readonly<Record<StandbyStep, (progress: StandbyProgress, site: StandbySite) => Promise<Outcome>>> = {
  backup,
  configure,
  start: ({ plan }, { site, hooks }) => runOperation(control('start', plan), undefined, site, hooks),
  stream,
};

/**
 * Makes a standby: slot and base backup, its own settings, start, and waiting until it streams. Goes on where `progress` ends;
 * `site.keep` is told after each step. Throws `ConnectError` where the upstream cannot be reached.
 */
export async function createStandby(progress: StandbyProgress, site: StandbySite): Promise<Outcome> {
  let now = progress;
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

/** Takes back what a flow has made: the server is stopped, its folder and passfile go, and then its slot. */
export async function undoStandby(
  { plan, done: steps }: StandbyProgress,
  { site, server, hooks }: StandbySite,
): Promise<void> {
  if (!steps.includes('backup')) return;
  if (steps.includes('configure')) await runOperation(control('stop', plan), undefined, site, hooks);
  await rm(plan.folder, { recursive: true, force: true });
  await rm(standbyPassfile(plan), { force: true });
  const session = await server.open('act');
  try {
    for (let tries = 0; tries < 40; tries++) {
      const state = readSlotAnswer(await session.run(slotQuestion(plan.slot)));
      if (state === 'absent') return;
      if (state === 'free') await session.run(dropSlotStatement(plan.slot));
      else await delay(250);
    }
  } finally {
    await session.close();
  }
}
