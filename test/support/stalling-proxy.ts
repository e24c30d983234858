import { connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy on 127.0.0.1 to a port there. It can stall: what the target answers is swallowed, and nobody is told. */
export class StallingProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #left = Number.POSITIVE_INFINITY;

  private constructor(target: number) {
    this.#server = createServer((near) => {
      const far = connect(target, '127.0.0.1');
      this.#watch(near, far);
      this.#watch(far, near);
      near.on('data', (bytes) => far.write(bytes));
      far.on('data', (bytes) => {
        this.#left -= bytes.length;
        if (this.#left < 0) far.pause();
        else near.write(bytes);
      });
    });
  }

  static async to(target: number): Promise<StallingProxy> {
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

  /** Lets so many more bytes of answers through, and then nothing. */
  stallAfter(bytes: number): void {
    this.#left = bytes;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
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
