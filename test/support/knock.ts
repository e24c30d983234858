import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectByTls } from 'node:tls';

/** How somebody tries to get in, by hand: just the start of the protocol, so that any name and any address can be used. */
export interface Knock {
  /** A socket's path, or an address and a port to go to, and the address to come from. */
  readonly to:
    | { readonly path: string }
    | { readonly host: string; readonly port: number; readonly localAddress: string };
  readonly tls: boolean;
  /** The parameters of the start-up packet. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What came of it: let in without a proof, or the server's refusal (a wrong password was sent if it asked for one). */
export type Knocked = { readonly admitted: true } | { readonly refusal: string };

function startupPacket(parameters: Knock['parameters']): Buffer {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [`${name}\0`, `${value}\0`]);
  const body = Buffer.from(`${pairs.join('')}\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
}

function passwordMessage(password: string): Buffer {
  const body = Buffer.from(`${password}\0`);
  const head = Buffer.alloc(5);
  head.write('p', 0);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** The first whole message of a stream, and what follows it; undefined: it has not come yet. */
function firstMessage(
  bytes: Buffer,
): { readonly kind: string; readonly body: Buffer; readonly rest: Buffer } | undefined {
  if (bytes.length < 5 || bytes.length < bytes.readInt32BE(1) + 1) return undefined;
  const end = bytes.readInt32BE(1) + 1;
  return { kind: String.fromCharCode(bytes[0] ?? 0), body: bytes.subarray(5, end), rest: bytes.subarray(end) };
}

async function converse(socket: Socket, parameters: Knock['parameters']): Promise<Knocked> {
  socket.write(startupPacket(parameters));
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk]);
    for (let message = firstMessage(bytes); message; message = firstMessage(bytes)) {
      bytes = Buffer.from(message.rest);
      if (message.kind === 'E') return { refusal: message.body.toString().replaceAll('\0', ' ') };
      if (message.kind !== 'R') continue;
      const method = message.body.readInt32BE(0);
      if (method === 0) return { admitted: true };
      if (method !== 3) throw new Error(`a method that is not expected: ${method}`);
      socket.write(passwordMessage('wrong'));
    }
  }
  throw new Error('the server ended the connection without a word');
}

async function encrypt(socket: Socket): Promise<Socket> {
  socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]));
  const [answer] = await once(socket, 'data');
  if (String(answer) !== 'S') throw new Error('the server takes no TLS');
  const encrypted = connectByTls({ socket, rejectUnauthorized: false });
  await once(encrypted, 'secureConnect');
  return encrypted;
}

/** Tries to connect and ends the connection. */
export async function knock({ to, tls, parameters }: Knock): Promise<Knocked> {
  const socket = connect(to);
  try {
    await once(socket, 'connect');
    return await converse(tls ? await encrypt(socket) : socket, parameters);
  } finally {
    socket.destroy();
  }
}
