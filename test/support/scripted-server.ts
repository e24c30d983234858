import { createServer, type Server, type Socket } from 'node:net';

/** One message of the protocol, version 3. */
function message(type: string, body: Buffer | string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(Buffer.byteLength(body) + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
}

/** What lets a client in: it is trusted, the server has this version and is ready. */
export function welcome(version: string): Buffer {
  const trusted = message('R', Buffer.from([0, 0, 0, 0]));
  return Buffer.concat([trusted, message('S', `server_version\0${version}\0`), message('Z', 'I')]);
}

/** A request for the password in clear. */
export const askPassword = message('R', Buffer.from([0, 0, 0, 3]));

/** An ErrorResponse. */
export function refusal(code: string, text: string): Buffer {
  return message('E', `SFATAL\0VFATAL\0C${code}\0M${text}\0\0`);
}

/** Something on 127.0.0.1 that answers each piece it gets with the next of `answers`, and then closes; a Buffer is sent. */
export class ScriptedServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly received: Buffer[] = [];

  private constructor(answers: readonly (Buffer | string)[]) {
    this.#server = createServer((socket) => {
      const left = [...answers];
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        this.received.push(bytes);
        const answer = left.shift();
        if (answer === undefined) socket.end();
        else socket.write(answer);
      });
    });
  }

  static async start(...answers: readonly (Buffer | string)[]): Promise<ScriptedServer> {
    const server = new ScriptedServer(answers);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
