import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type NodeParameters, nodeParameters } from '../../client/src/connect/node-parameters.ts';
import { openSession, type SessionWishes } from '../../client/src/connect/open-session.ts';
import { ConnectError, type Session } from '../../client/src/connect/session.ts';
import { type ConnectWorld, hostWorld } from '../../client/src/connect/world.ts';
import { type PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';

/** This machine, but with nobody's home and no variables. */
export const bareWorld: ConnectWorld = { ...hostWorld(), env: {}, homeFolder: '/nowhere' };

/** The one server of a conninfo. */
export function serverOf(conninfo: string, world = bareWorld): NodeParameters {
  const [server] = nodeParameters(conninfo, world);
  assert.ok(server);
  return server;
}

/** Opens a session to look with. */
export function open(conninfo: string, wishes: Partial<SessionWishes> = {}, world = bareWorld): Promise<Session> {
  return openSession(serverOf(conninfo, world), { purpose: 'observe', ...wishes }, world);
}

/** Opens a session, asks `question` (one row, one column) and closes it. */
export async function ask(conninfo: string, question: string, wishes: Partial<SessionWishes> = {}, world = bareWorld) {
  const session = await open(conninfo, wishes, world);
  try {
    const [rows] = await session.run(question);
    return Object.values(rows?.[0] ?? {})[0];
  } finally {
    await session.close();
  }
}

/** Why no session can be had. */
export async function failureOf(
  conninfo: string,
  wishes: Partial<SessionWishes> = {},
  world = bareWorld,
): Promise<ConnectError> {
  try {
    const session = await open(conninfo, wishes, world);
    await session.close();
  } catch (error) {
    assert.ok(error instanceof ConnectError, String(error));
    return error;
  }
  assert.fail(`a session with ${conninfo} is open`);
}

/** Gives a running server other HBA records; the superuser of the tests stays trusted. */
export async function setHba(server: PostgresServer, records: string): Promise<void> {
  writeServerFile(join(server.data, 'pg_hba.conf'), `host all postgres 127.0.0.1/32 trust\n${records}\n`);
  const loaded = 'select pg_conf_load_time()::text as at';
  const [before] = await server.query<{ at: string }>(loaded);
  server.reload();
  for (let tries = 0; tries < 500; tries++) {
    const [now] = await server.query<{ at: string }>(loaded);
    if (now?.at !== before?.at) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the server does not reload');
}

/** Waits until no session of the application is left; throws if some are after five seconds. */
export async function noneLeft(server: PostgresServer, applicationName: string): Promise<void> {
  let left: readonly object[] = [];
  for (let tries = 0; tries < 250; tries++) {
    left = await server.query('select pid, state, query from pg_stat_activity where application_name = $1', [
      applicationName,
    ]);
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.deepEqual(left, []);
}
