import { connect, createServer, type Server, type Socket } from 'node:net';

/** A network on the way to a server on this machine: it passes bytes on, holds them back, or breaks connections. */
export class StallingProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** How many more bytes of answers may pass. */
  #left = Number.POSITIVE_INFINITY;
  #state: 'passes' | 'stalls' | 'cut' = 'passes';

  private constructor(target: number) {
    this.#server = createServer((near) => {
      if (this.#state === 'cut') {
        near.on('error', () => undefined).resetAndDestroy();
        return;
      }
      const far = connect(target, '127.0.0.1');
      this.#watch(near, far);
      this.#watch(far, near);
      near.on('data', (bytes) => far.write(bytes));
      far.on('data', (bytes) => this.#answer(bytes, far, near));
      if (this.#state === 'stalls') for (const socket of [near, far]) socket.pause();
    });
  }

  /** A proxy on a free port of 127.0.0.1 to the port `target` there. */
  static async start(target: number): Promise<StallingProxy> {
    const proxy = new StallingProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Connections that are open, counted on both sides. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Everything goes through, also what was held back. */
  pass(): void {
    this.#state = 'passes';
    this.stallAfter(Number.POSITIVE_INFINITY);
  }

  /** No byte goes through in either direction, not even the end of a connection; new connections are taken and hang. */
  stall(): void {
    this.#state = 'stalls';
    for (const socket of this.#sockets) socket.pause();
  }

  /** Lets so many more bytes of answers through, and then none; questions still arrive, and the end of a connection. */
  stallAfter(bytes: number): void {
    this.#left = bytes;
    if (this.#state === 'passes') for (const socket of this.#sockets) socket.resume();
  }

  /** Breaks every connection, and each new one at once. */
  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Ends it, with all of its connections. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #answer(bytes: Buffer, far: Socket, near: Socket): void {
    const now = bytes.subarray(0, Math.min(bytes.length, this.#left));
    this.#left -= now.length;
    if (now.length > 0) near.write(now);
    if (now.length === bytes.length) return;
    far.pause();
    far.unshift(bytes.subarray(now.length));
  }

  /** A connection that breaks on one side breaks on the other. */
  #watch(socket: Socket, other: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      other.destroy();
    });
  }
}
