import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { guardAgainstDeath } from './host-guard.ts';
import type { ProgramWorld } from './program-world.ts';

/** A program with its argument vector: no shell reads it. */
export interface ProgramCall {
  /** An absolute path. */
  readonly program: string;
  readonly arguments: readonly string[];
  /** On top of the few variables that every program gets. */
  readonly env?: Readonly<Record<string, string>>;
  /** Each line of its output and of its errors, without the line's end. */
  readonly onLine?: (line: string) => void;
  /** Interrupts the program and all that it started. */
  readonly signal?: AbortSignal;
  /** Milliseconds between the interrupt and the kill. */
  readonly grace?: number;
}

/** How a program ended, after everything it started has ended too. */
export interface ProgramEnd {
  /** Undefined: it was killed, or did not start. */
  readonly code: number | undefined;
  readonly cancelled: boolean;
  /** The last lines, oldest first. */
  readonly lines: readonly string[];
}

const defaultGrace = 10_000;
const keptLines = 100;
const longestLine = 16_384;

/** What programs need of our environment. Nothing of `PG*`: what they shall know is in their arguments. */
const passedOn = [
  'PATH',
  'HOME',
  'USER',
  'TMPDIR',
  'TZ',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'KRB5CCNAME',
  'KRB5_CONFIG',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'SYSTEMROOT',
  'SystemRoot',
  'TEMP',
  'TMP',
  'APPDATA',
  'USERPROFILE',
  'PATHEXT',
] as const;

/** Cuts what arrives in pieces into lines; a progress line ends with a carriage return only. */
export class LineCutter {
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(text: string): void {
    const lines = (this.#rest + text).split(/\r\n|[\r\n]/);
    this.#rest = (lines.pop() ?? '').slice(-longestLine);
    for (const line of lines) if (line !== '') this.#onLine(line);
  }

  /** What came after the last line's end. */
  end(): void {
    this.add('\n');
  }
}

function environmentOf(world: ProgramWorld, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = passedOn.flatMap((name) => {
    const value = world.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...more, LC_ALL: 'C' };
}

/** Signals a program and everything that it started; nothing happens if all of it is gone. */
function signalGroup(world: ProgramWorld, child: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (world.platform === 'win32') {
    if (child.exitCode === null) spawnSync('taskkill', ['/PID', String(child.pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody of that group is left.
  }
}

function start(world: ProgramWorld, call: ProgramCall): ChildProcess {
  return spawn(call.program, call.arguments, {
    env: environmentOf(world, call.env),
    cwd: world.temporaryFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: pg_basebackup's WAL receiver does not die with its parent.
    detached: world.platform !== 'win32',
    windowsHide: true,
    ...world.runAs,
  });
}

/**
 * Runs a program to its end and waits for all that it started. A cancel interrupts the whole group, and kills it when the
 * grace is over; so does the death of this process. Never throws: what keeps a program from starting is one of the `lines`.
 */
export function runProgram(world: ProgramWorld, call: ProgramCall): Promise<ProgramEnd> {
  const { signal, grace = defaultGrace } = call;
  if (signal?.aborted) return Promise.resolve({ code: undefined, cancelled: true, lines: [] });
  return new Promise((resolve) => {
    const lines: string[] = [];
    const take = (line: string) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      call.onLine?.(line);
    };
    const child = start(world, call);
    const cutters = [child.stdout, child.stderr].map((stream) => {
      const cutter = new LineCutter(take);
      stream?.setEncoding('utf8').on('data', (text: string) => cutter.add(text));
      return cutter;
    });
    const kill = () => signalGroup(world, child, 'SIGKILL');
    let deadline: NodeJS.Timeout | undefined;
    const cancel = () => {
      signalGroup(world, child, 'SIGINT');
      deadline = setTimeout(kill, grace);
    };
    const guard = child.pid === undefined ? undefined : guardAgainstDeath({ kind: 'program', pid: child.pid });
    signal?.addEventListener('abort', cancel, { once: true });
    // What is left of the group once the program is gone has no one to wait for it, and keeps its pipes open.
    child.on('exit', kill);
    child.on('error', (error) => take(`${call.program}: ${error.message}`));
    child.on('close', (code) => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', cancel);
      guard?.release();
      for (const cutter of cutters) cutter.end();
      resolve({ code: code !== null && code >= 0 ? code : undefined, cancelled: signal?.aborted ?? false, lines });
    });
  });
}
