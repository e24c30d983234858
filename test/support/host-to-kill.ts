import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeBaseBackup } from '../../client/src/programs/base-backup.ts';
import { guardAgainstDeath } from '../../client/src/programs/host-guard.ts';
import { backupOf, reached, siteIn, Watched } from './backup-site.ts';

/** What the other process is to do. */
interface Work {
  /** Guards a folder. */
  guard: { readonly folder: string };
  /** Takes a slow backup with a slot; says when bytes have arrived. */
  backup: {
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly scratch: string;
    readonly target: string;
    readonly slot: string;
  };
}

/** A process that stands for the window's: it does something, says so, and is killed in the middle of it. */
export class HostToKill {
  readonly #process: ChildProcess;

  private constructor(started: ChildProcess) {
    this.#process = started;
  }

  /** Resolves when the work is under way. */
  static async start<Name extends keyof Work>(name: Name, work: Work[Name]): Promise<HostToKill> {
    // The work comes by message: a password in the argument list would be found where the tests look for one.
    const started = fork(fileURLToPath(import.meta.url), [name]);
    started.send(work);
    const [said] = await Promise.race([once(started, 'message'), once(started, 'exit')]);
    if (said !== 'under way') throw new Error(`the other process ended: ${said}`);
    return new HostToKill(started);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** As the kernel does when memory runs out: nothing in it learns of it. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

async function work(name: string): Promise<void> {
  // Lives until it is killed, or until whoever started it ends.
  process.once('disconnect', () => process.exit());
  setInterval(() => undefined, 60_000);
  const say = () => process.send?.('under way');
  if (name === 'guard') {
    const [{ folder }]: [Work['guard']] = (await once(process, 'message')) as [Work['guard']];
    guardAgainstDeath({ kind: 'folder', before: { path: folder, state: 'absent', parent: dirname(folder) } });
    say();
    return;
  }
  const [{ port, user, password, scratch, target, slot }] = (await once(process, 'message')) as [Work['backup']];
  const watched = new Watched(({ done = 0 }) => {
    if (done > 0) say();
  });
  const definition = backupOf(target, { maxRate: '1M', slot, createSlot: true });
  await takeBaseBackup(definition, reached({ port }, user, password), siteIn(scratch), watched);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await work(process.argv[2] ?? '');
