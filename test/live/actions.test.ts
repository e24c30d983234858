import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Subject } from '../../client/src/act/act-on.ts';
import type { Action, Refusal } from '../../client/src/act/action.ts';
import { dropSlot } from '../../client/src/act/drop-slot.ts';
import { notInForce } from '../../client/src/act/not-in-force.ts';
import { promoteStandby } from '../../client/src/act/promote-standby.ts';
import { reloadConfiguration } from '../../client/src/act/reload-configuration.ts';
import { pauseReplay, resumeReplay } from '../../client/src/act/replay.ts';
import { runStatements } from '../../client/src/act/run-statements.ts';
import { copySlot, createSlot } from '../../client/src/act/slots.ts';
import {
  disableSubscription,
  enableSubscription,
  refreshSubscription,
  skipTransaction,
} from '../../client/src/act/subscriptions.ts';
import { switchToAsynchronous } from '../../client/src/act/switch-to-asynchronous.ts';
import { switchToSynchronous, synchronousList } from '../../client/src/act/switch-to-synchronous.ts';
import { terminateWalSender } from '../../client/src/act/terminate-wal-sender.ts';
import { type PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { allowed, consequences, refusal, subjectOf } from '../support/acting.ts';
import { open, setHba } from '../support/sessions.ts';
import { inspectCluster, type Live } from './inspect-cluster.ts';
import { addToFile, hostile, hostileStandby, settled } from './observed-cluster.ts';

/** A cluster to act on: looks anew each time it is asked for a subject. */
interface Site {
  readonly primary: PostgresServer;
  readonly standby: PostgresServer;
  onPrimary(): Promise<Subject>;
  onStandby(): Promise<Subject>;
}

async function siteOf({ cluster: { primary, standby }, watch }: Live, database = 'postgres'): Promise<Site> {
  const watched = [await watch(primary, { database }), await watch(standby, { database: 'postgres' })];
  const on = async ({ port }: PostgresServer) => {
    const looks = await Promise.all(watched.map((it) => it.look({ full: true })));
    return subjectOf(`127.0.0.1:${port}`, ...looks);
  };
  return { primary, standby, onPrimary: () => on(primary), onStandby: () => on(standby) };
}

/** Runs an action as the extension does; returns the outcome of its last statement. */
async function run(
  { port }: PostgresServer,
  made: Action | Refusal,
  database = 'postgres',
): Promise<string | undefined> {
  const conninfo = `host=127.0.0.1 port=${port} user=postgres dbname=${database} sslmode=disable`;
  const outcomes: string[] = [];
  const session = () => open(conninfo, { purpose: 'act' });
  await runStatements(allowed(made), session, (_, outcome) => outcomes.push(outcome)).catch(() => undefined);
  return outcomes.at(-1);
}

/** Looks until the state is as wanted. */
async function until(look: () => Promise<Subject>, wanted: (subject: Subject) => boolean): Promise<Subject> {
  const subject = await settled(look, wanted);
  assert.ok(wanted(subject), String(wanted));
  return subject;
}

function syncState({ server }: Subject): string | undefined {
  return server.links.find(({ kind, sender }) => kind === 'standby' && sender.state === 'streaming')?.sender.syncState;
}

function slotsOf({ server: { look } }: Subject): readonly string[] {
  return look.reached ? look.slots.map(({ name }) => name) : [];
}

async function answerOf(server: PostgresServer, question: string): Promise<unknown> {
  const [row] = await server.query<Record<string, unknown>>(question);
  return Object.values(row ?? {})[0];
}

const streams = (subject: Subject) => syncState(subject) !== undefined;
const choice = { method: 'FIRST', count: 1, standbys: [hostileStandby] } as const;

async function reloads(live: Live): Promise<void> {
  const { primary, onPrimary } = await siteOf(live);
  const file = join(primary.data, 'postgresql.conf');
  const before = readFileSync(file, 'utf8');
  addToFile(primary, 'postgresql.conf', "work_mem = '7MB'\n");
  assert.equal(await run(primary, reloadConfiguration(await onPrimary())), 'done');
  await settled(
    () => answerOf(primary, 'show work_mem'),
    (value) => value === '7MB',
  );
  assert.equal(await answerOf(primary, 'show work_mem'), '7MB');
  writeServerFile(file, `${before}work_mem = '8MB'\nthis is no line\n`);
  const subject = await onPrimary();
  assert.match(consequences(reloadConfiguration(subject)), /applies NOTHING of them/);
  assert.match(refusal(switchToAsynchronous(subject)), /would apply nothing.*syntax error/);
  const loaded = await answerOf(primary, 'select pg_conf_load_time()::text');
  assert.equal(await run(primary, reloadConfiguration(subject)), 'done');
  await settled(
    () => answerOf(primary, 'select pg_conf_load_time()::text'),
    (at) => at !== loaded,
  );
  assert.equal(await answerOf(primary, 'show work_mem'), '7MB', 'the server applies nothing, as was said');
  writeServerFile(file, before);
  assert.equal(await run(primary, reloadConfiguration(await onPrimary())), 'done');
}

async function switches(live: Live): Promise<void> {
  const { primary, onPrimary } = await siteOf(live);
  const start = await until(onPrimary, streams);
  assert.equal(syncState(start), 'async');
  assert.equal(await run(primary, switchToSynchronous(start, { ...choice, level: 'remote_write' })), 'done');
  const list = synchronousList(choice);
  const synchronous = await until(onPrimary, ({ server }) => notInForce(server, list) === undefined);
  assert.equal(syncState(synchronous), 'sync');
  assert.equal(await answerOf(primary, 'show synchronous_commit'), 'remote_write');
  await primary.query('create table if not exists confirmed as select 1 as one');
  const quorum = { ...choice, method: 'ANY' } as const;
  assert.equal(await run(primary, switchToSynchronous(synchronous, { ...quorum, level: 'on' })), 'done');
  await until(onPrimary, (subject) => syncState(subject) === 'quorum');
  assert.equal(await answerOf(primary, 'show synchronous_commit'), 'on');
  assert.equal(await run(primary, switchToAsynchronous(await onPrimary())), 'done');
  await until(onPrimary, ({ server }) => notInForce(server, '') === undefined);
  await until(onPrimary, (subject) => syncState(subject) === 'async');
}

async function releases(live: Live): Promise<void> {
  const { primary, onPrimary } = await siteOf(live);
  await primary.query("alter system set synchronous_standby_names = 'nobody'");
  await primary.query('select pg_reload_conf()');
  await settled(
    () => answerOf(primary, 'show synchronous_standby_names'),
    (value) => value === 'nobody',
  );
  const commit = primary.query('create table waiting as select 1 as one');
  const subject = await until(onPrimary, ({ server: { look } }) => look.reached && (look.waitingCommits ?? 0) > 0);
  const action = switchToAsynchronous(subject);
  assert.match(consequences(action), /Commits that wait now are released: [1-9]/);
  assert.equal(await run(primary, action), 'done');
  await commit;
  assert.equal(await answerOf(primary, 'select one from waiting'), 1);
}

async function losesAStandby(live: Live): Promise<void> {
  const { primary, onPrimary } = await siteOf(live);
  const subject = await until(onPrimary, streams);
  const sender = subject.server.links.find(({ kind }) => kind === 'standby')?.sender;
  assert.ok(sender);
  const ending = terminateWalSender(subject, sender.pid);
  await setHba(primary, '');
  assert.equal(await run(primary, ending), 'done');
  assert.match((await run(primary, ending)) ?? '', /gone already: nothing was ended/);
  const alone = await until(onPrimary, ({ server: { look } }) =>
    look.reached ? look.slots.some(({ name, active }) => name === 'standby_slot' && !active) : false,
  );
  assert.match(
    refusal(dropSlot(alone, 'standby_slot')),
    /^Standby second (?:needs|does not stream now, .* may need) standby_slot/,
  );
  assert.match(refusal(switchToSynchronous(alone, choice)), /does not stream from first now: every commit would hang/);
  await setHba(primary, 'host replication all 127.0.0.1/32 trust');
  const back = await until(onPrimary, streams);
  assert.match(refusal(dropSlot(back, 'standby_slot')), /^standby_slot is in use by s "1"/);
  assert.notEqual(back.server.links.find(({ kind }) => kind === 'standby')?.sender.pid, sender.pid);
}

async function makesSlots(live: Live): Promise<void> {
  const { primary, standby, onPrimary, onStandby } = await siteOf(live);
  const { major } = live;
  const made = {
    kind: 'logical',
    name: 'decoding',
    plugin: 'pgoutput',
    twoPhase: major >= 14,
    failover: major >= 17,
  } as const;
  assert.equal(await run(primary, createSlot(await onPrimary(), made)), 'done');
  for (const [name, reserve] of [
    ['kept', true],
    ['unused', false],
  ] as const)
    assert.equal(await run(primary, createSlot(await onPrimary(), { kind: 'physical', name, reserve })), 'done');
  const subject = await onPrimary();
  const { look } = subject.server;
  const slots = look.reached ? new Map(look.slots.map((slot) => [slot.name, slot])) : new Map();
  assert.deepEqual(
    [slots.get('decoding')?.twoPhase, slots.get('decoding')?.failover, slots.get('decoding')?.database],
    [major >= 14 ? true : undefined, major >= 17 ? true : undefined, 'postgres'],
  );
  assert.ok(slots.get('kept')?.restart !== undefined && slots.get('unused')?.restart === undefined);
  const copied: string[] = [];
  if (major >= 12) {
    for (const name of ['decoding', 'kept']) {
      assert.equal(await run(primary, copySlot(await onPrimary(), name, `${name}_copy`)), 'done');
      copied.push(`${name}_copy`);
    }
    assert.match(refusal(copySlot(subject, 'unused', 'other')), /keeps no WAL yet/);
    const elsewhere = await (await siteOf(live, 'subscriber')).onPrimary();
    assert.match(refusal(copySlot(elsewhere, 'decoding', 'other')), /decodes database postgres/);
  } else assert.match(refusal(copySlot(subject, 'kept', 'other')), /from 12 on/);
  for (const name of ['decoding', 'kept', 'unused', ...copied])
    assert.equal(await run(primary, dropSlot(await onPrimary(), name)), 'done', name);
  assert.deepEqual(slotsOf(await onPrimary()), ['standby_slot', 'sub_slot']);
  assert.equal(
    await run(standby, createSlot(await onStandby(), { kind: 'physical', name: 'below', reserve: true })),
    'done',
  );
  assert.equal(await run(standby, dropSlot(await onStandby(), 'below')), 'done');
}

async function pauses(live: Live): Promise<void> {
  const { primary, standby, onPrimary, onStandby } = await siteOf(live);
  const paused = 'select pg_is_wal_replay_paused()';
  assert.equal(
    await run(standby, pauseReplay(await until(onStandby, ({ server }) => server.feed !== undefined))),
    'done',
  );
  const subject = await until(onStandby, ({ server: { look } }) => look.reached && look.wal.replayPause === 'paused');
  assert.equal(await answerOf(standby, paused), true);
  assert.match(refusal(pauseReplay(subject)), /paused already/);
  assert.notEqual(refusal(promoteStandby(subject)), '');
  const choosing = switchToSynchronous(await onPrimary(), { ...choice, level: 'remote_apply' });
  assert.match(refusal(choosing), /Replay is paused on .* every commit would hang/);
  assert.equal(await run(standby, resumeReplay(subject)), 'done');
  assert.equal(await answerOf(standby, paused), false);
  assert.match(refusal(pauseReplay(await onPrimary())), /first is no standby/);
  assert.equal(await answerOf(primary, 'select pg_is_in_recovery()'), false);
}

async function altersSubscriptions(live: Live): Promise<void> {
  const { primary, onPrimary } = await siteOf(live, 'subscriber');
  const outside = await (await siteOf(live)).onPrimary();
  assert.match(refusal(disableSubscription(outside, hostile)), /in database subscriber, .* dbname=subscriber/);
  const alter = async (make: (subject: Subject) => Action | Refusal) =>
    run(primary, make(await onPrimary()), 'subscriber');
  const enabled = () => answerOf(primary, `select subenabled from pg_subscription where subslotname = 'sub_slot'`);
  assert.equal(await alter((subject) => disableSubscription(subject, hostile)), 'done');
  assert.equal(await enabled(), false);
  const idle = await until(
    async () => (await siteOf(live)).onPrimary(),
    ({ server: { look } }) =>
      look.reached ? look.slots.some(({ name, active }) => name === 'sub_slot' && !active) : false,
  );
  assert.match(
    refusal(dropSlot(idle, 'sub_slot')),
    /^Subscription .* of first \(database subscriber\) needs sub_slot/s,
  );
  assert.match(refusal(refreshSubscription(await onPrimary(), hostile)), /is disabled/);
  assert.equal(await alter((subject) => enableSubscription(subject, hostile)), 'done');
  assert.equal(await enabled(), true);
  const client = await primary.connect('subscriber');
  await client.query('create table added (id int)').finally(() => client.end());
  await primary.query('create table added (id int)');
  await primary.query('alter publication streamed add table added');
  assert.equal(await alter((subject) => refreshSubscription(subject, hostile)), 'done');
  await until(onPrimary, ({ server: { look } }) =>
    look.reached
      ? look.subscriptions.some(
          ({ name, tables }) => name === hostile && tables.some((it) => it.name === 'public.added'),
        )
      : false,
  );
  const skipping = (subject: Subject) => skipTransaction(subject, hostile, '7FFFFFFF/10');
  if (live.major < 15) return void assert.match(refusal(skipping(await onPrimary())), /pg_replication_origin_advance/);
  assert.equal(await alter(skipping), 'done');
  const skip = await answerOf(primary, `select subskiplsn::text from pg_subscription where subslotname = 'sub_slot'`);
  assert.match(String(skip), /^7FFFFFFF\/0*10$/);
  assert.match(consequences(skipping(await onPrimary())), /replaces a skip/);
}

async function promotes(live: Live): Promise<void> {
  const { primary, standby, onPrimary, onStandby } = await siteOf(live);
  const subject = await until(onStandby, ({ server }) => server.feed !== undefined);
  assert.match(refusal(promoteStandby(await onPrimary())), /first is a primary already/);
  const action = promoteStandby(subject);
  if (live.major < 12) return void assert.match(refusal(action), /pg_ctl promote -D .* trigger_file/);
  assert.match(consequences(action), /first STILL ANSWERS as primary: .* TWO PRIMARIES/);
  assert.match(consequences(action), /on timeline 2 or later/);
  assert.equal(await run(standby, action), 'done');
  assert.equal(await answerOf(standby, 'select pg_is_in_recovery()'), false);
  const split = await onStandby();
  assert.equal(split.server.role, 'primary');
  assert.equal(split.cluster.topology?.level, 'error');
  const free = await until(onPrimary, ({ server: { look } }) =>
    look.reached ? look.slots.some(({ name, active }) => name === 'standby_slot' && !active) : false,
  );
  assert.equal(await run(primary, dropSlot(free, 'standby_slot')), 'done', 'nobody needs it any more');
}

inspectCluster('Acting on real servers', {
  'a reload brings what the files say, and nothing of a broken file': { prove: reloads },
  'a switch to synchronous and back is in force after the reload, also with a hostile name': { prove: switches },
  'a switch to asynchronous releases commits that wait': { prove: releases },
  'slots are made, copied and dropped on both servers': { prove: makesSlots },
  'replay is paused and resumed, and guards see it': { prove: pauses },
  'subscriptions are altered from their own database only': { prove: altersSubscriptions },
  'a WAL sender is ended once; who needs its slot keeps it': { prove: losesAStandby },
  'a standby is promoted where SQL can do it': { prove: promotes },
});
