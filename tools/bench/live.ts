/**
 * `npm run bench:live`: what looking at clusters and taking backups costs, against real servers, as ratios within one run. Exit
 * code 1 where a limit is missed.
 */
import { PostgresServer } from '../postgres/postgres-server.ts';
import { measureBackup } from './measure-backup.ts';
import { measureFleet, measureLook } from './measure-looks.ts';

const servers = 100;
/** What must hold. */
const limits = { stall: 50, backup: 1.03 };

function line(what: string, value: string, verdict = ''): void {
  console.log(`${what.padEnd(62)}${value.padStart(14)}  ${verdict}`);
}

function judged(what: string, value: number, limit: number, unit: string): boolean {
  line(what, `${value.toFixed(2)}${unit}`, `at most ${limit}${unit}  ${value <= limit ? 'pass' : 'FAIL'}`);
  return value <= limit;
}

async function looks(): Promise<boolean> {
  const server = await PostgresServer.start(18, "max_connections = 150\nlisten_addresses = '*'\n");
  try {
    const { look, selectOne } = await measureLook(server);
    line(
      'one look at a server; select 1',
      `${look.toFixed(2)}, ${selectOne.toFixed(2)} ms`,
      `ratio ${(look / selectOne).toFixed(0)}`,
    );
    const { round, longestStall } = await measureFleet(server, servers);
    line(`${servers} servers at once, all on this machine`, `${round.toFixed(0)} ms`);
    return judged('longest turn of the main thread, processor time', longestStall, limits.stall, ' ms');
  } finally {
    await server.discard();
  }
}

async function backup(): Promise<boolean> {
  const times = await measureBackup();
  if (!times) {
    console.log('SKIPPED: there is no pg_basebackup on this machine.');
    return true;
  }
  line(
    `base backup of ${(times.bytes / 2 ** 30).toFixed(2)} GiB: task; bare`,
    `${(times.task / 1000).toFixed(2)}, ${(times.bare / 1000).toFixed(2)} s`,
  );
  return judged('base backup by task against bare pg_basebackup', times.task / times.bare, limits.backup, '');
}

const passed = [await looks(), await backup()];
process.exitCode = passed.every((it) => it) ? 0 : 1;
