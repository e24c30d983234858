import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setForUs } from '../../client/src/live/settings-text.ts';
import type { Major } from '../../core/src/index.ts';
import { writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { inspectCluster, type Live, since } from './inspect-cluster.ts';
import { addToFile, hostile, hostileStandby, runAll, settled } from './observed-cluster.ts';

const fileRights = [
  {
    what: 'Errors in the configuration files',
    right: 'SELECT on pg_file_settings, EXECUTE on pg_show_all_file_settings()',
  },
  { what: 'HBA records', right: 'SELECT on pg_hba_file_rules, EXECUTE on pg_hba_file_rules()' },
];

function textsRight(major: Major) {
  return {
    what: 'Texts of the configuration files',
    right: major === 10 ? 'superuser' : 'EXECUTE on pg_read_file(text,bigint,bigint), pg_read_server_files',
  };
}

async function settingsOnce({ cluster, watch }: Live): Promise<void> {
  const { sent, look } = await watch(cluster.primary);
  const first = await look();
  const conf = join(cluster.primary.data, 'postgresql.conf');
  const { line, ...walLevel } = first.settings.get('wal_level') ?? {};
  assert.equal(typeof line, 'number');
  assert.deepEqual(walLevel, {
    name: 'wal_level',
    value: 'logical',
    context: 'postmaster',
    source: 'configuration file',
    file: conf,
    pendingRestart: false,
  });
  assert.equal(first.settings.get('shared_buffers')?.value, '16MB');
  assert.equal(first.settings.get('log_line_prefix')?.value, hostile);
  for (const name of ['client_encoding', 'application_name']) assert.ok(setForUs(first).includes(name), name);
  assert.equal(first.settings.get('archive_command')?.value, 'PGPASSWORD=**** true');
  assert.notEqual(first.settings.get('search_path')?.value, 'pg_catalog, pg_temp');
  assert.equal((await look()).settings, first.settings);
  addToFile(cluster.primary, 'postgresql.conf', 'work_mem = 5MB\nmax_connections = 90\n');
  cluster.primary.reload();
  const second = await settled(
    look,
    (seen) => seen.settings !== first.settings && seen.settings.get('work_mem')?.value === '5MB',
  );
  assert.equal(second.settings.get('work_mem')?.value, '5MB');
  assert.deepEqual(second.settings.get('max_connections'), {
    ...first.settings.get('max_connections'),
    pendingRestart: true,
  });
  assert.deepEqual(second.fileErrors, []);
  assert.ok(second.identity.configLoadedAt > first.identity.configLoadedAt);
  assert.ok(sent.length > 2);
}

async function files({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary);
  const hba = join(cluster.primary.data, 'pg_hba.conf');
  const conf = join(cluster.primary.data, 'postgresql.conf');
  const former = [hba, conf].map((path) => [path, readFileSync(path, 'utf8')] as const);
  // 19 has no RADIUS any more, and no other secret that every build knows.
  const radius = 'radius radiusservers="127.0.0.1" radiussecrets=hunter2';
  const method = major <= 18 ? radius : 'ident map="a \'b\' {c}"';
  const options = major <= 18 ? ['radiusservers=127.0.0.1', 'radiussecrets=****'] : ["map=a 'b' {c}"];
  writeServerFile(
    hba,
    `local all all trust
host all,"a""b,{c}" "x y",+poor 127.0.0.1/32 trust
host replication all samenet trust
host all all 10.0.0.0 255.0.0.0 ${method}
hots all all all trust
`,
  );
  addToFile(cluster.primary, 'postgresql.conf', "no_such_setting = 'x'\n");
  const seen = await look({ full: true });
  const file = since(16, major, hba);
  const all = { file, databases: ['all'], users: ['all'], address: undefined, netmask: undefined, options: [] };
  assert.deepEqual(seen.hbaRules, [
    { ...all, line: 1, type: 'local', method: 'trust' },
    {
      ...all,
      line: 2,
      type: 'host',
      databases: ['all', 'a"b,{c}'],
      users: ['x y', '+poor'],
      address: '127.0.0.1',
      netmask: '255.255.255.255',
      method: 'trust',
    },
    { ...all, line: 3, type: 'host', databases: ['replication'], address: 'samenet', method: 'trust' },
    {
      ...all,
      line: 4,
      type: 'host',
      address: '10.0.0.0',
      netmask: '255.0.0.0',
      method: method.split(' ')[0],
      options,
    },
  ]);
  assert.deepEqual(
    seen.fileErrors.map(({ view, file: of, message }) => ({ view, of, message })),
    [
      {
        view: 'pg_file_settings',
        of: join(cluster.primary.data, 'postgresql.conf'),
        message: 'unrecognized configuration parameter',
      },
      { view: 'pg_hba_file_rules', of: hba, message: 'invalid connection type "hots"' },
    ],
  );
  assert.equal((await look()).hbaRules, seen.hbaRules);
  for (const [path, text] of former) writeServerFile(path, text);
}

async function poorRole({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary, { user: 'poor' });
  const seen = await look();
  assert.deepEqual(seen.hidden, [
    { what: 'WAL senders', right: 'pg_monitor' },
    { what: 'Waiting commits', right: 'pg_monitor' },
    ...(major >= 13 ? [{ what: 'Base backups', right: 'pg_monitor' }] : []),
    { what: 'Settings', right: 'pg_monitor' },
    ...fileRights,
    textsRight(major),
  ]);
  const { superuser, role, dataDirectory } = seen.identity;
  assert.deepEqual({ superuser, role, dataDirectory }, { superuser: false, role: 'poor', dataDirectory: undefined });
  const standby = seen.walSenders.find(({ slot }) => slot === 'standby_slot');
  assert.ok(standby);
  const { pid, slot, ...rest } = standby;
  const none = { sent: undefined, write: undefined, flush: undefined, replay: undefined };
  assert.deepEqual(rest, {
    user: 'postgres',
    applicationName: hostileStandby,
    clientAddress: undefined,
    clientPort: undefined,
    clientHostname: undefined,
    state: undefined,
    syncState: undefined,
    syncPriority: undefined,
    at: none,
    lagTime: { write: undefined, flush: undefined, replay: undefined },
    replyAt: undefined,
    startedAt: undefined,
  });
  assert.equal(seen.waitingCommits, undefined);
  assert.equal(seen.hbaRules, undefined);
  const there = await watch(cluster.standby, { user: 'poor' });
  const { walReceiver, identity, hidden } = await there.look();
  assert.equal(identity.timeline, 1);
  assert.ok(hidden.some(({ what }) => what === 'WAL receiver'));
  assert.ok(walReceiver);
  const { pid: receiver, ...details } = walReceiver;
  assert.deepEqual(new Set(Object.values(details)), new Set([undefined]));
  assert.ok(receiver > 0);
}

async function monitor({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary, { user: 'watcher' });
  const seen = await look();
  assert.deepEqual(seen.hidden, [...fileRights, textsRight(major)]);
  assert.equal(seen.walSenders.find(({ slot }) => slot === 'standby_slot')?.state, 'streaming');
  assert.equal(seen.identity.dataDirectory, cluster.primary.data);
  assert.equal(seen.waitingCommits, 0);
  assert.equal(seen.hbaRules, undefined);
}

async function changingRights({ cluster, watch }: Live): Promise<void> {
  const { sent, look } = await watch(cluster.primary, { user: 'poor' });
  assert.match((await look()).identity.systemIdentifier, /^\d+$/);
  const rightsAsked = () => sent.filter((text) => text.includes('has_function_privilege')).length;
  assert.equal(rightsAsked(), 1);
  await runAll(cluster.primary, 'postgres', ['revoke execute on function pg_control_system() from public']);
  const without = await look();
  assert.equal(without.identity.systemIdentifier, '');
  assert.deepEqual(
    without.hidden.find(({ what }) => what === 'System identifier and timeline'),
    {
      what: 'System identifier and timeline',
      right: 'EXECUTE on pg_control_system()',
    },
  );
  assert.equal(rightsAsked(), 2);
  await runAll(cluster.primary, 'postgres', ['grant execute on function pg_control_system() to public']);
}

async function waitingCommits({ cluster, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary);
  await runAll(cluster.primary, 'postgres', [
    "alter system set synchronous_standby_names = 'nobody'",
    'select pg_reload_conf()',
  ]);
  const writer = await cluster.primary.connect();
  try {
    await settled(look, (seen) => seen.settings.get('synchronous_standby_names')?.value === 'nobody');
    const commit = writer.query('create table waiting (id int)');
    assert.equal((await settled(look, ({ waitingCommits }) => waitingCommits === 1)).waitingCommits, 1);
    await runAll(cluster.primary, 'postgres', [
      'set synchronous_commit = local',
      'alter system reset synchronous_standby_names',
      'select pg_reload_conf()',
    ]);
    await commit;
    assert.equal((await look()).waitingCommits, 0);
  } finally {
    await writer.end();
  }
}

async function searchPath({ cluster, watch }: Live): Promise<void> {
  await runAll(cluster.primary, 'postgres', [
    'create schema evil',
    "create function evil.pg_is_in_recovery() returns boolean language sql as 'select true'",
    "create function evil.text_is(text, text) returns boolean language sql as 'select false'",
    'create operator evil.= (leftarg = text, rightarg = text, procedure = evil.text_is)',
    'create role astray login in role pg_monitor',
    'grant usage on schema evil to astray',
  ]);
  const { session, look } = await watch(cluster.primary, { user: 'astray' });
  await session.run('set search_path = evil, pg_catalog');
  const [[row] = []] = await session.run("select pg_is_in_recovery() as led, 'a'::text = 'a'::text as equal");
  assert.deepEqual({ ...row }, { led: 't', equal: 'f' });
  const seen = await look();
  assert.equal(seen.identity.inRecovery, false);
  assert.equal(seen.archiver?.enabled, true);
  assert.equal(seen.settings.get('search_path')?.value, '"$user", public');
  assert.equal(seen.settings.get('statement_timeout')?.value, '0');
}

inspectCluster('what PostgreSQL shows to whom, and how often', {
  'settings without passwords, asked for again only after a reload': { prove: settingsOnce },
  'errors in files and HBA records': { prove: files },
  'a role without rights, and what it lacks': { prove: poorRole },
  'a role with pg_monitor': { prove: monitor },
  'rights that are taken away and given between two looks': { prove: changingRights },
  'commits that wait for a standby that is not there': { prove: waitingCommits },
  'a search path that leads astray': { prove: searchPath },
});
