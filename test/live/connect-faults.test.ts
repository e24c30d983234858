import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { inspect } from 'node:util';
import { ConnectError, type Session } from '../../client/src/connect/session.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { skipMajor } from '../../tools/postgres/programs.ts';
import { askPassword, refusal, ScriptedServer, welcome } from '../support/scripted-server.ts';
import { failureOf, noneLeft, open } from '../support/sessions.ts';
import { StallingProxy } from '../support/stalling-proxy.ts';
import { TlsSite } from '../support/tls-site.ts';

/** What a run that fails throws. */
async function lossOf(run: Promise<unknown>): Promise<ConnectError> {
  const error: unknown = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ConnectError, inspect(error));
  return error;
}

const to = (port: number, words = '') => `host=127.0.0.1 port=${port} user=postgres sslmode=disable ${words}`;
const name = { applicationName: 'in trouble' };
const megabytes = "select repeat('x', 1000) as x from generate_series(1, 20000)";

for (const major of [10, 18] as const) {
  suite(`networks that stall on the way to PostgreSQL ${major}`, { skip: skipMajor(major) }, () => {
    let server: PostgresServer;
    let proxy: StallingProxy;

    before(async () => {
      server = await PostgresServer.start(major);
      proxy = await StallingProxy.start(server.port);
    });
    after(async () => {
      await proxy.close();
      await server.discard();
    });

    test('a network that stalls in the middle of an answer ends in time and leaves no session', async () => {
      proxy.stallAfter(Number.POSITIVE_INFINITY);
      const session = await open(to(proxy.port), { ...name, answerWithin: 400 });
      assert.equal((await session.run('select 1 as a')).length, 1);
      proxy.stallAfter(300_000);
      const next = session.run('select 2');
      assert.equal((await next).length, 1);
      const { failure, message } = await lossOf(session.run(megabytes));
      assert.equal(failure, 'timeout');
      assert.match(message, /did not answer within 0\.6 s/);
      assert.equal((await lossOf(session.run('select 1'))).failure, 'timeout');
      await noneLeft(server, name.applicationName);
      assert.equal(proxy.open, 0);
      await session.close();
    });

    test('a network that stalls while connecting', async () => {
      proxy.stallAfter(0);
      const { failure, message } = await failureOf(to(proxy.port, 'connect_timeout=1'), name);
      assert.equal(failure, 'timeout');
      assert.match(message, /did not answer within 1 s/);
      await noneLeft(server, name.applicationName);
      assert.equal(proxy.open, 0);
    });

    test('a session is closed at once when its signal says so', async () => {
      proxy.stallAfter(Number.POSITIVE_INFINITY);
      const controller = new AbortController();
      const session = await open(to(proxy.port), { ...name, signal: controller.signal });
      const run = lossOf(session.run('select pg_sleep(2)'));
      controller.abort();
      assert.match((await run).message, /given up/);
      assert.match((await failureOf(to(server.port), { signal: controller.signal })).message, /given up/);
      proxy.stallAfter(0);
      const late = new AbortController();
      const opening = failureOf(to(proxy.port), { ...name, signal: late.signal });
      setTimeout(() => late.abort(), 50);
      assert.match((await opening).message, /given up/);
      await noneLeft(server, name.applicationName);
    });
  });

  suite(`sessions with PostgreSQL ${major} that end`, { skip: skipMajor(major) }, () => {
    let server: PostgresServer;
    let proxy: StallingProxy;

    before(async () => {
      server = await PostgresServer.start(major);
      proxy = await StallingProxy.start(server.port);
    });
    after(async () => {
      await proxy.close();
      await server.discard();
    });

    test('a session that is closed stays so, and closing never fails', async () => {
      const session = await open(to(server.port), name);
      await Promise.all([session.close(), session.close()]);
      await session.close();
      assert.match((await lossOf(session.run('select 1'))).message, /is closed/);
      const busy = await open(to(server.port), name);
      const run = lossOf(busy.run('select pg_sleep(1)'));
      await busy.close();
      assert.equal((await run).failure, 'unreachable');
      proxy.stallAfter(Number.POSITIVE_INFINITY);
      const stalled = await open(to(proxy.port), name);
      proxy.stallAfter(0);
      await stalled.close();
      await noneLeft(server, name.applicationName);
    });

    test('a session that the server ends says so', async () => {
      const session = await open(to(server.port), name);
      const pid = Object.values((await session.run('select pg_backend_pid()'))[0]?.[0] ?? {})[0];
      const run = lossOf(session.run('select pg_sleep(20)'));
      await server.query('select pg_terminate_backend($1)', [pid]);
      assert.match((await run).message, /terminating connection due to administrator command/);
      const idle: Session = await open(to(server.port), name);
      await server.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'in trouble'",
      );
      await noneLeft(server, name.applicationName);
      assert.match(
        (await lossOf(idle.run('select 1'))).message,
        /terminating connection|closed the connection|was lost/,
      );
      await idle.close();
    });

    test('a server that shuts down lets nobody in, and one that is gone does not answer', async () => {
      const doomed = await PostgresServer.start(major);
      try {
        const holding = await open(to(doomed.port));
        const [pid] = readFileSync(join(doomed.data, 'postmaster.pid'), 'utf8').split('\n');
        process.kill(Number(pid), 'SIGTERM');
        let error = await failureOf(to(doomed.port)).catch(() => undefined);
        for (let tries = 0; tries < 100 && error === undefined; tries++) {
          error = await failureOf(to(doomed.port)).catch(() => undefined);
        }
        assert.equal(error?.failure, 'notReady');
        assert.match(error?.message ?? '', /is not ready: the database system is shutting down/);
        await doomed.stop();
        const { failure, message } = await failureOf(to(doomed.port));
        assert.equal(failure, 'unreachable');
        assert.match(message, /Nobody listens/);
        assert.equal((await lossOf(holding.run('select 1'))).name, 'ConnectError');
        await holding.close();
      } finally {
        await doomed.discard();
      }
    });
  });

  test(`TLS with PostgreSQL ${major} over a network that stalls`, async () => {
    const site = await TlsSite.start(major);
    const proxy = await StallingProxy.start(site.server.port);
    try {
      const words = `host=localhost port=${proxy.port} hostaddr=127.0.0.1 dbname=postgres user=tlsonly sslmode=require`;
      const session = await open(words, { applicationName: 'in trouble', answerWithin: 400 });
      proxy.stallAfter(100_000);
      assert.equal((await lossOf(session.run(megabytes))).failure, 'timeout');
      await noneLeft(site.server, 'in trouble');
      proxy.stallAfter(1);
      assert.equal((await failureOf(`${words} connect_timeout=1`)).failure, 'timeout');
      for (let tries = 0; tries < 100 && proxy.open > 0; tries++) await new Promise((done) => setTimeout(done, 10));
      assert.equal(proxy.open, 0);
    } finally {
      await proxy.close();
      await site.discard();
    }
  });
}

suite('servers that are none, or hostile', () => {
  async function answerTo(words: string, ...answers: readonly (Buffer | string)[]): Promise<ConnectError> {
    const server = await ScriptedServer.start(...answers);
    try {
      return await failureOf(`host=127.0.0.1 port=${server.port} user=me ${words}`, { password: 'hunter-secret' });
    } finally {
      server.close();
    }
  }

  test('releases before 10 are not looked at', async () => {
    const { failure, message } = await answerTo('sslmode=disable', welcome('9.6.24'));
    assert.equal(failure, 'refused');
    assert.match(message, /runs PostgreSQL 9\.6: only 10 and later/);
  });

  test('what a server says is plain words of one line, without the password', async () => {
    const text = 'no\u001b[31m password=abc, \u202ehunter-secret\nand postgresql://me:other@host/';
    const { failure, message } = await answerTo('sslmode=disable', askPassword, refusal('28000', text));
    assert.equal(failure, 'refused');
    assert.doesNotMatch(message, /hunter|abc|other|[\p{Cc}\u202e]/u);
    assert.match(message, /refuses: no \[31m password=\*\*\*\*/);
  });

  test('a server that is starting', async () => {
    const { failure, message } = await answerTo(
      'sslmode=disable',
      refusal('57P03', 'the database system is starting up'),
    );
    assert.equal(failure, 'notReady');
    assert.match(message, /starting up/);
  });

  test('something that is no PostgreSQL', async () => {
    const http = 'HTTP/1.1 400 Bad Request\r\n\r\n';
    assert.equal((await answerTo('sslmode=require', http)).failure, 'tls');
    assert.equal((await answerTo('sslmode=disable connect_timeout=1', http)).name, 'ConnectError');
    assert.equal((await answerTo('sslmode=disable')).failure, 'unreachable');
    assert.equal((await answerTo('sslmode=require', 'S', 'no handshake')).failure, 'tls');
  });

  test('names that nobody knows', async () => {
    const { failure, message } = await failureOf('host=no-such-host.invalid user=me');
    assert.equal(failure, 'unreachable');
    assert.match(message, /no-such-host\.invalid/);
    assert.equal((await failureOf('host=@abstract user=me')).failure, 'configuration');
  });
});
