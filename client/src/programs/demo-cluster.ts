import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { chmod, chown, cp, lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProgramWorld } from './program-world.ts';
import { runProgram } from './run-program.ts';
import { serverProcess } from './server-process.ts';

/** Where a server's own programs are. */
export interface ServerPrograms {
  /** The folder with postgres and initdb. */
  readonly bin: string;
  readonly major: number;
}

/** One server of the demo. */
interface DemoServer {
  readonly name: string;
  readonly folder: string;
  readonly port: number;
}

/** A primary with a synchronous and an asynchronous standby, on this machine. */
export interface DemoCluster {
  /** Holds everything; only its owner may look in. */
  readonly folder: string;
  readonly servers: readonly DemoServer[];
  /** Of the superuser `postgres`, made up for this cluster. */
  readonly password: string;
}

const names = ['primary', 'standby1', 'standby2'] as const;
const startDeadline = 60_000;

async function freePorts(count: number): Promise<readonly number[]> {
  const probes = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    probes.map(
      (probe) =>
        new Promise<number>((resolve, reject) => {
          probe.once('error', reject);
          probe.listen(0, '127.0.0.1', () => {
            const address = probe.address();
            resolve(typeof address === 'object' && address ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(probes.map((probe) => new Promise((closed) => probe.close(closed))));
  return ports;
}

/** Gives a tree to the user that runs the servers, where that is another. */
async function give(path: string, runAs: ProgramWorld['runAs']): Promise<void> {
  if (!runAs) return;
  await chown(path, runAs.uid, runAs.gid);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await give(join(path, name), runAs);
}

async function makePrimary(
  world: ProgramWorld,
  programs: ServerPrograms,
  folder: string,
  password: string,
): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await give(passwordFile, world.runAs);
  const wishes = [
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--no-locale',
    '-N',
  ];
  const signal = AbortSignal.timeout(startDeadline);
  const initdb = join(programs.bin, world.platform === 'win32' ? 'initdb.exe' : 'initdb');
  const made = await runProgram(world, {
    program: initdb,
    arguments: ['-D', join(folder, 'primary'), ...wishes],
    signal,
  });
  await rm(passwordFile, { force: true });
  if (made.code !== 0) throw new Error(`initdb failed: ${made.lines.slice(-3).join(' ')}`);
}

function common({ name, port }: DemoServer): string {
  return `# Written by PG Replication for its demo cluster.
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
cluster_name = '${name}'
max_wal_senders = 10
max_replication_slots = 10
max_slot_wal_keep_size = 256MB
wal_keep_size = 64MB
hot_standby = on
shared_buffers = 16MB
fsync = off                 # a demo: nothing here is worth a disk's time
`;
}

/** A libpq value inside a quoted setting: two levels of quotes. */
function inConninfo(value: string): string {
  return `'${value.replace(/[\\']/g, String.raw`\$&`)}'`;
}

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

async function configure(major: number, cluster: DemoCluster, primary: DemoServer, server: DemoServer): Promise<void> {
  const standby = server !== primary;
  const keep = major >= 13 ? common(server) : common(server).replace(/^(?:wal_keep|max_slot).*\n/gm, '');
  const passfile = join(cluster.folder, 'passfile');
  const conninfo = `host=127.0.0.1 port=${primary.port} user=postgres application_name=${server.name} passfile=${inConninfo(passfile)}`;
  const upstream = `primary_conninfo = ${quoted(conninfo)}\nprimary_slot_name = '${server.name}'\n`;
  const role = standby ? (major >= 12 ? upstream : '') : "synchronous_standby_names = 'FIRST 1 (standby1)'\n";
  await writeFile(join(server.folder, 'postgresql.conf'), keep + role);
  if (!standby) return;
  if (major >= 12) await writeFile(join(server.folder, 'standby.signal'), '');
  else await writeFile(join(server.folder, 'recovery.conf'), `standby_mode = on\n${upstream}`);
}

/** Starts a server that goes on without us: its log is a file beside its folder. */
async function start(world: ProgramWorld, { bin }: ServerPrograms, { folder }: DemoServer): Promise<void> {
  const log = openSync(`${folder}.log`, 'a', 0o600);
  const program = join(bin, world.platform === 'win32' ? 'postgres.exe' : 'postgres');
  const { PATH, SystemRoot } = world.env;
  const child = spawn(program, ['-D', folder], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...(PATH !== undefined && { PATH }), ...(SystemRoot !== undefined && { SystemRoot }), LC_ALL: 'C' },
    ...world.runAs,
  });
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', () => {
    ended ??= 'it ended';
  });
  child.unref();
  for (const end = Date.now() + startDeadline; ; await delay(50)) {
    const said = await readFile(`${folder}.log`, 'utf8').catch(() => '');
    if (/database system is ready to accept/.test(said)) return;
    if (ended !== undefined || Date.now() > end)
      throw new Error(
        `A server of the demo did not start (${ended ?? 'in time'}): ${said.trim().split('\n').slice(-3).join(' ')}`,
      );
  }
}

/** The folder of a demo that is to be made: whoever makes it can see to its end before anything runs in it. */
export async function makeDemoFolder({ temporaryFolder, runAs }: ProgramWorld): Promise<string> {
  const folder = await mkdtemp(join(temporaryFolder, 'pg-replication-demo-'));
  await chmod(folder, 0o700);
  await give(folder, runAs);
  return folder;
}

/** Makes the cluster in its folder and starts its primary. Whatever fails, nothing stays behind. */
export async function startDemoCluster(
  world: ProgramWorld,
  programs: ServerPrograms,
  folder: string,
): Promise<DemoCluster> {
  const password = randomBytes(18).toString('base64url');
  try {
    const ports = await freePorts(names.length);
    const servers = names.map((name, index) => ({ name, folder: join(folder, name), port: ports[index] ?? 0 }));
    const [primary, ...standbys] = servers;
    if (!primary) throw new Error('a demo without a primary');
    const cluster: DemoCluster = { folder, servers, password };
    await makePrimary(world, programs, folder, password);
    for (const standby of standbys)
      await cp(primary.folder, standby.folder, { recursive: true, preserveTimestamps: true });
    const entry = `127.0.0.1:${primary.port}:replication:postgres:${password}\n`;
    await writeFile(join(folder, 'passfile'), entry, { mode: 0o600 });
    for (const server of servers) await configure(programs.major, cluster, primary, server);
    for (const { folder: data } of servers) await chmod(data, 0o700);
    await give(folder, world.runAs);
    await start(world, programs, primary);
    return cluster;
  } catch (error) {
    await removeDemoCluster(folder);
    throw error;
  }
}

/** Starts the standbys of a demo; their slots must be there. */
export async function startDemoStandbys(
  world: ProgramWorld,
  programs: ServerPrograms,
  { servers }: DemoCluster,
): Promise<void> {
  for (const standby of servers.slice(1)) await start(world, programs, standby);
}

/** Stops whatever runs in the folder of a demo and removes it. Never throws for what is gone already. */
export async function removeDemoCluster(folder: string): Promise<void> {
  // Standbys that were made of it later are in it too.
  const inside = await readdir(folder).catch(() => []);
  for (const name of inside) await stop(join(folder, name));
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** An immediate stop: what a demo holds is not worth a checkpoint. */
async function stop(folder: string): Promise<void> {
  const pid = await serverProcess(folder);
  if (pid === undefined) return;
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(pid, name);
    } catch {
      // It ended by itself.
    }
  };
  signal('SIGQUIT');
  for (let waited = 0; waited < 5000 && (await serverProcess(folder)) === pid; waited += 50) await delay(50);
  if ((await serverProcess(folder)) === pid) signal('SIGKILL');
}
