import { spawn } from 'node:child_process';

/**
 * Runs in a process of its own, and so takes nothing from around it: waits until whoever started it is gone, stops the servers
 * of a demo and removes its folder.
 */
function watchOver(folder: string): void {
  const { existsSync, readFileSync, readdirSync, rmSync } = process.getBuiltinModule('node:fs');
  const { join } = process.getBuiltinModule('node:path');
  const servers = () =>
    readdirSync(folder)
      .map((name) => join(folder, name, 'postmaster.pid'))
      .filter((file) => existsSync(file))
      .map((file) => Number(readFileSync(file, 'utf8').split('\n')[0]))
      .filter((pid) => pid > 1);
  const signal = (pid: number, name: NodeJS.Signals) => {
    try {
      process.kill(pid, name);
    } catch {
      // It is gone already.
    }
  };
  process.stdin.resume();
  process.stdin.once('end', () => {
    if (!existsSync(folder)) return;
    const pids = servers();
    for (const pid of pids) signal(pid, 'SIGQUIT');
    setTimeout(() => {
      for (const pid of servers()) if (pids.includes(pid)) signal(pid, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }, 1500);
  });
}

/** Lets a process watch over a demo: it removes it when `release` is called, or when this process dies in whatever way. */
export function guardDemo(folder: string): { release(): void } {
  const guard = spawn(process.execPath, ['-e', `(${watchOver.toString()})(${JSON.stringify(folder)})`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    // The program of a desktop editor is Electron, which is a Node.js only when told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  guard.on('error', () => undefined);
  guard.unref();
  return { release: () => guard.stdin.destroy() };
}
