import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a server writes into postmaster.pid when it starts; stays behind where it was killed. */
export interface PidFile {
  readonly pid: number;
  /** Seconds since 1970. */
  readonly startedAt: number;
  readonly port: number;
}

/** Reads the postmaster.pid of a data directory; undefined: there is none that can be read. */
export async function readPidFile(dataDirectory: string): Promise<PidFile | undefined> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid = 0, , startedAt = 0, port = 0] = text.split(/\r?\n/).map(Number);
  return Number.isInteger(pid) && pid > 1 ? { pid, startedAt, port } : undefined;
}

/** Whether there is a process of this number, whosever it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The command line of a process; undefined where it cannot be told. */
async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return new Promise((resolve) => {
    execFile('/bin/ps', ['-o', 'args=', '-p', String(pid)], (error, output) => resolve(error ? undefined : output));
  });
}

/** The server that runs in a data directory; undefined: none does. A number that another process has by now is none. */
export async function serverProcess(dataDirectory: string): Promise<number | undefined> {
  const file = await readPidFile(dataDirectory);
  if (!file || !isAlive(file.pid)) return undefined;
  const command = await commandOf(file.pid);
  return command === undefined || command.includes(dataDirectory) ? file.pid : undefined;
}
