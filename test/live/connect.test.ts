import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Session } from '../../client/src/connect/session.ts';
import { StatementError } from '../../client/src/connect/session.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { ask, bareWorld, failureOf, noneLeft, open, setHba } from '../support/sessions.ts';

const majors = installedMajors().filter((major) => major === 10 || major === 18);

const settings = 'max_connections = 8\nmax_wal_senders = 2\nsuperuser_reserved_connections = 1\n';

const records = `
host all scram 127.0.0.1/32 scram-sha-256
host all md5er 127.0.0.1/32 md5
host all plain 127.0.0.1/32 password
host all truster 127.0.0.1/32 trust
host all banned 127.0.0.1/32 reject
local all all trust`;

const roles = `
create role truster login; create role banned login; create role barred;
set password_encryption = 'scram-sha-256';
create role scram login password 'correct horse'; create role plain login password 'correct horse';
set password_encryption = 'md5';
create role md5er login password 'correct horse';`;

const right = { password: 'correct horse' };

for (const major of majors) {
  let server: PostgresServer;
  const to = (words: string) => `host=127.0.0.1 port=${server.port} dbname=postgres sslmode=disable ${words}`;

  suite(`signing in to PostgreSQL ${major}`, () => {
    before(async () => {
      server = await PostgresServer.start(major, settings);
      await server.query(roles);
      await setHba(server, records);
    });
    after(() => server.discard());

    for (const user of ['scram', 'md5er', 'plain', 'truster']) {
      test(`${user} gets in with the right password`, async () => {
        assert.equal(await ask(to(`user=${user}`), 'select current_user', right), user);
      });
    }

    for (const user of ['scram', 'md5er', 'plain']) {
      test(`${user} without a password, and with a wrong one`, async () => {
        const none = await failureOf(to(`user=${user}`));
        assert.equal(none.failure, 'passwordNeeded');
        assert.match(none.message, new RegExp(`asks for the password of ${user}`));
        const wrong = await failureOf(to(`user=${user}`), { password: 'wrong battery' });
        assert.equal(wrong.failure, 'passwordWrong');
        assert.doesNotMatch(wrong.message, /battery/);
      });
    }

    test('the password of the parameters is used where none is given', async () => {
      assert.equal((await failureOf(to('user=scram'))).failure, 'passwordNeeded');
      const world = { ...bareWorld, env: { PGPASSWORD: 'correct horse' } };
      assert.equal(await ask(to('user=scram'), 'select 1', {}, world), '1');
    });

    test('variables and passfiles that pg would read by itself are not looked at', async () => {
      const was = process.env['PGPASSWORD'];
      process.env['PGPASSWORD'] = 'correct horse';
      try {
        assert.equal((await failureOf(to('user=scram'))).failure, 'passwordNeeded');
      } finally {
        if (was === undefined) delete process.env['PGPASSWORD'];
        else process.env['PGPASSWORD'] = was;
      }
    });

    test('who may not come in is told why', async () => {
      const kinds = async (words: string) => {
        const { failure, message } = await failureOf(to(words), right);
        return `${failure}: ${message}`;
      };
      assert.match(await kinds('user=banned'), /^refused: .* pg_hba\.conf rejects .* pg_hba\.conf decides/);
      assert.match(await kinds('user=nobody'), /^refused: .*no pg_hba\.conf entry.*"nobody"/);
      assert.match(await kinds('user=truster dbname=none'), /^refused: There is no database "none"/);
      assert.match(await kinds('user=truster options=-cnonsense=1'), /^refused: .*nonsense/);
    });

    test('a Unix socket, and none', async () => {
      const socket = mkdtempSync(join(tmpdir(), 'pg-socket-'));
      try {
        const words = `port=${server.port} user=truster dbname=postgres`;
        assert.equal(await ask(`host=${server.data} ${words} sslmode=verify-full`, 'select current_user'), 'truster');
        const none = await failureOf(`host=${socket} ${words}`);
        assert.equal(none.failure, 'unreachable');
        assert.match(none.message, /no socket \.s\.PGSQL/);
        const bound = await failureOf(`host=${server.data} ${words} channel_binding=require`);
        assert.equal(bound.failure, 'tls');
      } finally {
        rmSync(socket, { recursive: true });
      }
    });

    test('channel binding cannot hold without TLS, and then no password is given', async () => {
      for (const user of ['scram', 'plain', 'truster']) {
        const { failure, message } = await failureOf(to(`user=${user} channel_binding=require`), right);
        assert.equal(failure, 'tls', user);
        assert.match(message, /channel_binding=require/);
      }
    });

    test('no connection is left', async () => {
      const sessions: Session[] = [];
      try {
        const fill = async () => {
          for (let count = 0; count < 10; count++) sessions.push(await open(to('user=truster')));
        };
        await assert.rejects(fill(), { name: 'ConnectError', failure: 'refused', message: /has no connection left/ });
      } finally {
        await Promise.all(sessions.map((session) => session.close()));
      }
      await noneLeft(server, 'PG Replication (VS Code)');
    });
  });

  suite(`sessions with PostgreSQL ${major}`, () => {
    let session: Session;
    const value = async (text: string) => Object.values((await session.run(text))[0]?.[0] ?? {})[0];

    before(async () => {
      server = await PostgresServer.start(major, settings);
      session = await open(to('user=postgres'));
    });
    after(async () => {
      await session.close();
      await server.discard();
    });

    test('they say who they are and are bounded', async () => {
      assert.equal(await value('show application_name'), 'PG Replication (VS Code)');
      assert.equal(await value('show statement_timeout'), '10s');
      assert.equal(await value('show lock_timeout'), '1s');
      assert.equal(await value('show idle_in_transaction_session_timeout'), '10s');
      assert.equal(await value('show default_transaction_read_only'), 'on');
      assert.equal(await value('show search_path'), 'pg_catalog');
      assert.equal(session.versionNumber, Number(await value('show server_version_num')));
      assert.equal(session.encrypted, false);
    });

    test('a session that looks refuses to write, one that acts writes', async () => {
      const refused = await session.run('create table public.t (a int)').catch((error: unknown) => error);
      assert.ok(refused instanceof StatementError);
      assert.equal(refused.code, '25006');
      const words = to("user=postgres options='-c default_transaction_read_only=off\\\\'");
      await assert.rejects(ask(words, 'create table public.t (a int)'), { code: '25006' });
      await ask(to('user=postgres'), 'create table public.t (a int)', { purpose: 'act' });
      assert.equal(await value('select count(*) from public.t'), '0');
    });

    test('rows of several statements, all values as text', async () => {
      assert.deepEqual(
        await session.run("select 1 as a, true as b, null as c; set geqo = on; select '{1,2}'::int[] as d"),
        [[{ a: '1', b: 't', c: null }], [], [{ d: '{1,2}' }]],
      );
      assert.deepEqual(await session.run("select timestamptz '2026-01-02 03:04:05+00' as t"), [
        [{ t: '2026-01-02 03:04:05+00' }],
      ]);
      assert.deepEqual(await session.run('select 1 where false'), [[]]);
    });

    test('a refused statement leaves the session as it is', async () => {
      await assert.rejects(session.run('select 1; selec 2'), { name: 'StatementError', code: '42601' });
      assert.equal(await value('select 3'), '3');
    });

    test('runs that overlap are answered in order', async () => {
      const answers = await Promise.all([1, 2, 3, 4].map((number) => session.run(`select ${number} as n`)));
      assert.deepEqual(answers.flat(2), [{ n: '1' }, { n: '2' }, { n: '3' }, { n: '4' }]);
    });

    test('the server ends what takes too long, and the session lives on', async () => {
      const hasty = await open(to('user=postgres'), { answerWithin: 200 });
      try {
        await assert.rejects(hasty.run('select pg_sleep(30)'), { name: 'StatementError', code: '57014' });
        assert.equal((await hasty.run('select 1 as a')).length, 1);
      } finally {
        await hasty.close();
      }
    });
  });
}
