import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { inForceFiles } from '../../client/src/live/live-files.ts';
import { liveFindings } from '../../client/src/live/live-findings.ts';
import { Observer } from '../../client/src/live/observe-server.ts';
import type { HbaRule, SeenServer } from '../../client/src/live/server-look.ts';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import {
  copyDataDirectory,
  makeDataDirectory,
  PostgresServer,
  readServerFile,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { open } from '../support/sessions.ts';

/** Values that are easily spoiled on the way into a file and back. */
const odd = `
archive_mode = on
archive_command = 'test -f "/a b/%f" || printf ''it''''s \\\\n%%'' #x'
log_line_prefix = '%m [%p] \\'q\\' \\n\\ttab'
cluster_name = 'shop-1'
search_path = '"$user", "a""b", public'
log_file_mode = 0640
unix_socket_permissions = 0750
work_mem = 12345kB
wal_sender_timeout = 90s
checkpoint_completion_target = 0.75
log_temp_files = -1
synchronous_standby_names = 'ANY 1 ("a b", s2)'
synchronous_commit = local
log_autovacuum_min_duration = 0
max_slot_option.custom = 'a''b'
`;

const oddHba = `local all all trust
host all,"a b" postgres,+pg_monitor 127.0.0.1/32 trust # a comment
host "replication",all all samenet reject
hostssl all "o'brien, jr" fe80::/10 scram-sha-256
host all all 10.0.0.0 255.0.255.0 reject
host all all .example.org reject
`;

async function start(major: Major, data: string): Promise<PostgresServer> {
  const started = await PostgresServer.tryStart(major, data);
  if ('refusal' in started) assert.fail(started.refusal);
  return started.server;
}

async function look(server: PostgresServer, user = 'postgres'): Promise<SeenServer> {
  const session = await open(`host=127.0.0.1 port=${server.port} user=${user} dbname=postgres sslmode=disable`);
  try {
    return await new Observer(`127.0.0.1:${server.port}`).look(session);
  } finally {
    await session.close();
  }
}

/** `severity rule: message` of everything that the rules find. */
async function findings(seen: SeenServer): Promise<readonly string[]> {
  const found = await liveFindings('shop', seen);
  return found.map(({ diagnostic }) => `${diagnostic.severity} ${diagnostic.rule}: ${diagnostic.message}`);
}

function writeStandby(major: Major, data: string, port: number): void {
  const conninfo = `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=hunter2'\n`;
  if (major >= 12) {
    writeServerFile(join(data, 'standby.signal'), '');
    writeServerFile(join(data, 'postgresql.auto.conf'), conninfo);
  } else {
    writeServerFile(join(data, 'recovery.conf'), `standby_mode = on\n${conninfo}`);
  }
}

/** What a file can say of a setting: where it stands, and how its number is spelled, is another matter. */
function values({ settings }: SeenServer): ReadonlyMap<string, string> {
  const ours = new Set(['client', 'session', 'command line']);
  return new Map(
    [...settings.values()].filter(({ source }) => !ours.has(source)).map(({ name, value }) => [name, value]),
  );
}

function records({ hbaRules }: SeenServer): readonly Omit<HbaRule, 'file' | 'line'>[] {
  return (hbaRules ?? []).map(({ file: _file, line: _line, ...record }) => record);
}

/** What is to be found on a standby with a password in its conninfo and without a slot, if the role may see that. */
function wanted({ identity }: SeenServer, user: string): readonly string[] {
  const isSeen = identity.inRecovery && identity.major >= 12 && user === 'postgres';
  return isSeen ? ['warning password-in-conninfo', 'information standby-without-slot'] : [];
}

/** A server as initdb makes it and a standby of it: nothing else is wrong with either, whoever looks. */
async function checkDefaults(major: Major): Promise<void> {
  const data = makeDataDirectory(major);
  const copy = copyDataDirectory(data);
  const primary = await start(major, data);
  try {
    writeStandby(major, copy, primary.port);
    await primary.query('CREATE ROLE guest LOGIN');
    const standby = await start(major, copy);
    try {
      await untilReplayed(standby);
      for (const user of ['postgres', 'guest']) {
        for (const seen of [await look(primary, user), await look(standby, user)]) {
          const found = (await findings(seen)).map((finding) => finding.slice(0, finding.indexOf(':')));
          const who = `${user} at ${seen.identity.inRecovery ? 'standby' : 'primary'}`;
          assert.deepEqual(found, wanted(seen, user), who);
          assert.doesNotMatch([...inForceFiles(seen).values()].join(''), /hunter2/);
        }
      }
    } finally {
      await standby.stop();
    }
  } finally {
    await primary.discard();
    removeDataDirectory(copy);
  }
}

/** Until the role made on the primary may log in at the standby. */
async function untilReplayed(standby: PostgresServer): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const [row] = await standby.query<{ there: boolean }>(
      "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guest') AS there, pg_sleep(0.02)",
    );
    if (row?.there) return;
  }
  assert.fail(`The standby does not follow: ${standby.log}`);
}

/** The text of what is in force, made the server's own files, gives the same again. */
async function checkReadsBack(major: Major): Promise<void> {
  const data = makeDataDirectory(major);
  try {
    const conf = join(data, 'postgresql.conf');
    writeServerFile(conf, (readServerFile(conf) ?? '') + odd);
    writeServerFile(join(data, 'pg_hba.conf'), oddHba);
    const first = await start(major, data);
    const before = await look(first);
    await first.stop();
    assert.deepEqual(
      (await findings(before)).filter((finding) => finding.startsWith('error')),
      [],
    );
    for (const [name, text] of inForceFiles(before)) writeServerFile(join(data, name), text);
    const second = await start(major, data);
    const after = await look(second);
    await second.stop();
    assert.deepEqual(values(after), values(before));
    assert.deepEqual(records(after), records(before));
    assert.deepEqual(after.fileErrors, []);
  } finally {
    removeDataDirectory(data);
  }
}

suite('what is in force on real servers', { concurrency: 1 }, () => {
  for (const major of majors) {
    test(`PostgreSQL ${major}`, async (t) => {
      if (!installedMajors().includes(major))
        return t.skip(`PostgreSQL ${major} is not installed: nothing is looked at`);
      await checkDefaults(major);
      await checkReadsBack(major);
    });
  }
});
