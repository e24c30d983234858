import { type ChildProcess, spawn } from 'node:child_process';
import type { FolderBefore } from './target-folder.ts';

/** What must not outlive this process, in whatever way it ends. */
export type Guarded =
  /** A program and all that it started: killed. On Windows the process, elsewhere its group. */
  | { readonly kind: 'program'; readonly pid: number }
  /** A folder that is being filled: put back to what it was; servers that run in folders of it are stopped first. */
  | { readonly kind: 'folder'; readonly before: FolderBefore };

/**
 * Runs in a process of its own, and so takes nothing from around it. Reads lines of JSON, each the whole list of what to guard;
 * when whoever writes them is gone, whatever the last line names is ended and removed.
 */
function watchOver(): void {
  const { existsSync, readFileSync, readdirSync, rmSync, rmdirSync } = process.getBuiltinModule('node:fs');
  const { dirname, join } = process.getBuiltinModule('node:path');
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const attempt = (work: () => void) => {
    try {
      work();
    } catch {
      // It is gone already.
    }
  };
  const programs = (list: readonly Guarded[]) => list.flatMap((one) => (one.kind === 'program' ? [one.pid] : []));
  const folders = (list: readonly Guarded[]) => list.flatMap((one) => (one.kind === 'folder' ? [one.before] : []));
  const kill = (pid: number) => {
    if (process.platform === 'win32') spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true });
    else attempt(() => process.kill(-pid, 'SIGKILL'));
  };
  const namesIn = (path: string): readonly string[] => {
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  };
  const serversIn = (path: string) =>
    ['.', ...namesIn(path)]
      .map((name) => join(path, name, 'postmaster.pid'))
      .filter((file) => existsSync(file))
      .map((file) => Number(readFileSync(file, 'utf8').split('\n')[0]))
      .filter((pid) => pid > 1);
  const restore = ({ path, state, parent }: FolderBefore) => {
    if (state === 'other') return;
    const gone = state === 'absent' ? [path] : namesIn(path).map((name) => join(path, name));
    for (const each of gone) attempt(() => rmSync(each, { recursive: true, force: true, maxRetries: 5 }));
    if (state !== 'absent') return;
    attempt(() => {
      for (let at = dirname(path); at !== parent && at !== dirname(at); at = dirname(at)) rmdirSync(at);
    });
  };
  let text = '';
  process.stdin.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    // The last whole line, and what is there of the next.
    text = text.slice(text.lastIndexOf('\n', text.lastIndexOf('\n') - 1) + 1);
  });
  process.stdin.once('end', () => {
    const list: readonly Guarded[] = JSON.parse(/(.*)\n/.exec(text)?.[1] ?? '[]');
    for (const pid of programs(list)) kill(pid);
    const servers = folders(list).flatMap(({ path }) => serversIn(path));
    for (const pid of servers) attempt(() => process.kill(pid, 'SIGQUIT'));
    const finish = () => {
      for (const folder of folders(list)) {
        for (const pid of serversIn(folder.path))
          if (servers.includes(pid)) attempt(() => process.kill(pid, 'SIGKILL'));
        restore(folder);
      }
    };
    if (servers.length === 0) finish();
    else setTimeout(finish, 1500);
  });
}

/** What is guarded now, and the process that guards it. */
const guarded = new Set<Guarded>();
let guard: ChildProcess | undefined;

function startGuard(): ChildProcess {
  const started = spawn(process.execPath, ['-e', `(${watchOver.toString()})()`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
    // The program of a desktop editor is Electron, which is a Node.js only when told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  started.on('error', () => undefined);
  started.stdin?.on('error', () => undefined);
  started.unref();
  return started;
}

function tell(): void {
  guard?.stdin?.write(`${JSON.stringify([...guarded])}\n`);
}

/**
 * Sees to it that something ends with this process, even if that is killed; until `release`. One process guards all, and
 * ends when nothing is left to guard.
 */
export function guardAgainstDeath(what: Guarded): { release(): void } {
  guarded.add(what);
  guard ??= startGuard();
  tell();
  return {
    release: () => {
      if (!guarded.delete(what)) return;
      tell();
      if (guarded.size > 0) return;
      guard?.stdin?.end();
      guard = undefined;
    },
  };
}
