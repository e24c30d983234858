import type { NodeParameters } from './node-parameters.ts';
import { openSession } from './open-session.ts';
import { ConnectError, StatementError } from './session.ts';

/**
 * Opens a real connection of physical replication and closes it again. Undefined: the server lets us replicate; else why
 * not, in one sentence without a secret.
 */
export async function tryReplication(
  server: NodeParameters,
  password: string | undefined,
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    const session = await openSession(server, { purpose: 'observe', password, signal, replication: true });
    try {
      await session.run('IDENTIFY_SYSTEM');
    } finally {
      await session.close();
    }
    return undefined;
  } catch (error) {
    if (error instanceof ConnectError || error instanceof StatementError) return error.message;
    throw error;
  }
}
