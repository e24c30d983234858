import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const deadline = 20_000;
const headEnd = '\r\n\r\n';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
}

/** What an editor with published diagnostics and nothing special announces. */
const capabilities = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: { publishDiagnostics: { versionSupport: true }, synchronization: {} },
};

/** What VS Code adds: it asks for diagnostics, completion and hover. */
const asking = {
  ...capabilities,
  textDocument: {
    ...capabilities.textDocument,
    diagnostic: { dynamicRegistration: true },
    completion: {
      completionItem: { snippetSupport: true },
      completionList: { itemDefaults: ['commitCharacters', 'editRange', 'insertTextFormat', 'insertTextMode', 'data'] },
    },
    hover: { contentFormat: ['markdown'] },
  },
};

/** A language server in a process of its own, spoken to over stdio as an editor does. */
export class LanguageClient {
  readonly #process: ChildProcess;
  readonly #answers = new Map<number, (result: unknown) => void>();
  #onDiagnostics: (() => void) | undefined;
  #received = Buffer.alloc(0);
  #lastId = 0;

  constructor(program: string, args: readonly string[] = ['--stdio']) {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#process = child;
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}${headEnd}${body}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const head = this.#received.indexOf(headEnd);
      if (head < 0) return;
      const length = Number(/Content-Length: ([0-9]+)/i.exec(this.#received.toString('ascii', 0, head))?.[1]);
      const start = head + headEnd.length;
      if (this.#received.length < start + length) return;
      const body = this.#received.toString('utf8', start, start + length);
      this.#received = this.#received.subarray(start + length);
      this.#take(JSON.parse(body));
    }
  }

  #take({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') this.#onDiagnostics?.();
    if (id === undefined) return;
    if (method === undefined) this.#answers.get(id)?.(result);
    else this.#send({ id, result: method === 'workspace/configuration' ? params?.items?.map(() => null) : null });
  }

  /** Sends a request and waits for its answer. */
  async request(method: string, params: object): Promise<unknown> {
    const id = ++this.#lastId;
    return within(method, (done) => {
      this.#answers.set(id, done);
      this.#send({ id, method, params });
    });
  }

  notify(method: string, params: object): void {
    this.#send({ method, params });
  }

  /** Sends a notification and waits until diagnostics are published; returns the milliseconds between the two. */
  async untilDiagnostics(method: string, params: object): Promise<number> {
    const start = performance.now();
    await within(`diagnostics after ${method}`, (done) => {
      this.#onDiagnostics = () => done(undefined);
      this.notify(method, params);
    });
    return performance.now() - start;
  }

  /** `asks`: the client asks for diagnostics instead of being sent them. */
  async initialize(rootUri: string, asks = false): Promise<void> {
    const workspaceFolders = [{ uri: rootUri, name: 'bench' }];
    const params = { processId: process.pid, rootUri, workspaceFolders };
    await this.request('initialize', { ...params, capabilities: asks ? asking : capabilities });
    this.notify('initialized', {});
  }

  /** Milliseconds until a request is answered. */
  async timed(method: string, params: object): Promise<number> {
    const start = performance.now();
    await this.request(method, params);
    return performance.now() - start;
  }

  /** The most memory that the server ever held, in MiB. */
  peakMemory(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+([0-9]+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
  }

  /** Ends the server as an editor does; waits until it is gone. */
  async close(): Promise<void> {
    const gone = once(this.#process, 'exit');
    await this.request('shutdown', {});
    this.notify('exit', {});
    await gone;
  }
}

/** What `begin` hands over, or an error once the deadline has passed. */
function within(what: string, begin: (done: (value: unknown) => void) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${what} within ${deadline} ms`)), deadline);
    begin((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
