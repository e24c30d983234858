import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Action } from '../../client/src/act/action.ts';
import { runStatements } from '../../client/src/act/run-statements.ts';
import { sentenceOf } from '../../client/src/errors.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { eventually } from '../support/eventually.ts';
import { noneLeft, open } from '../support/sessions.ts';
import { StallingProxy } from '../support/stalling-proxy.ts';

const applicationName = 'acting in trouble';

function actionWith(...statements: readonly string[]): Action {
  return { title: 'Try', cluster: 'shop', server: '127.0.0.1:5432', statements, consequences: [], verb: 'Try' };
}

/** What a run wrote to the audit, and the sentence that it threw. */
interface Told {
  readonly audit: readonly string[];
  readonly thrown: string | undefined;
}

let server: PostgresServer;
let proxy: StallingProxy;

async function run(
  action: Action,
  { port = server.port, user = 'postgres', answerWithin = 30_000 } = {},
): Promise<Told> {
  const audit: string[] = [];
  const conninfo = `host=127.0.0.1 port=${port} user=${user} dbname=postgres sslmode=disable`;
  const session = () => open(conninfo, { purpose: 'act', applicationName, answerWithin });
  const write = (statement: string, outcome: string) => void audit.push(`${statement} → ${outcome}`);
  const thrown = await runStatements(action, session, write).then(() => undefined, sentenceOf);
  await noneLeft(server, applicationName);
  return { audit, thrown };
}

before(async () => {
  server = await PostgresServer.start(18);
  proxy = await StallingProxy.start(server.port);
  await server.query('create role poor login');
});
after(async () => {
  await proxy.close();
  await server.discard();
});

suite('outcomes of actions', () => {
  test('what is done is written, one line for each statement', async () => {
    const { audit, thrown } = await run(actionWith('ALTER SYSTEM SET work_mem = 1000', 'SELECT pg_reload_conf()'));
    assert.deepEqual(audit, ['ALTER SYSTEM SET work_mem = 1000 → done', 'SELECT pg_reload_conf() → done']);
    assert.equal(thrown, undefined);
  });

  test('a refusal of the server ends it, and what was done before is told', async () => {
    const { audit, thrown } = await run(
      actionWith('ALTER SYSTEM RESET work_mem', 'ALTER SYSTEM SET nothing = 1', 'SELECT 1'),
    );
    assert.equal(audit.length, 2);
    assert.match(audit[1] ?? '', /→ The server refused: unrecognized configuration parameter "nothing"/);
    assert.match(thrown ?? '', /The server refused: .* Done before that: ALTER SYSTEM RESET work_mem\./);
  });

  test('a missing right is told in the words of the server', async () => {
    const { audit, thrown } = await run(actionWith('SELECT pg_catalog.pg_reload_conf()'), { user: 'poor' });
    assert.match(audit.join(), /→ The server refused: permission denied for function pg_reload_conf/);
    assert.match(thrown ?? '', /permission denied/);
  });

  test('an answer that means no is no success', async () => {
    const { audit, thrown } = await run({
      ...actionWith('SELECT pid FROM pg_stat_replication'),
      whenFalse: 'It is gone.',
    });
    assert.deepEqual([audit, thrown], [['SELECT pid FROM pg_stat_replication → not done: It is gone.'], 'It is gone.']);
  });
});

suite('outcomes of actions over a network that fails', () => {
  test('a connection that is lost leaves the outcome unknown, and nobody is told that it failed', async () => {
    const running = run(
      actionWith("SELECT pg_catalog.set_config('a.b', '1', false), pg_catalog.pg_sleep(30)", 'SELECT 1'),
      {
        port: proxy.port,
      },
    );
    await eventually(async () => {
      const [row] = await server.query('select from pg_stat_activity where application_name = $1 and wait_event = $2', [
        applicationName,
        'PgSleep',
      ]);
      return row;
    });
    proxy.cut();
    await server.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
      applicationName,
    ]);
    const { audit, thrown } = await running;
    assert.equal(audit.length, 1);
    assert.match(audit[0] ?? '', /→ unknown: connection lost\. /);
    assert.match(thrown ?? '', /it may be done or not\. Look at the server\./);
    proxy.pass();
  });

  test('a network that stalls ends it in time: what was done before is told, the rest is unknown and not sent', async () => {
    const first = 'ALTER SYSTEM SET work_mem = 2000';
    const second = 'SELECT pg_catalog.pg_sleep(0.3)';
    const running = run(actionWith(first, second, 'SELECT 3'), { port: proxy.port, answerWithin: 800 });
    await eventually(async () => {
      const [row] = await server.query('select from pg_stat_activity where application_name = $1 and query = $2', [
        applicationName,
        second,
      ]);
      return row;
    });
    proxy.stallAfter(0);
    const { audit, thrown } = await running;
    proxy.pass();
    assert.deepEqual(audit.slice(0, 1), [`${first} → done`]);
    assert.match(
      audit[1] ?? '',
      /^SELECT pg_catalog\.pg_sleep\(0\.3\) → unknown: connection lost\. .*did not answer within/,
    );
    assert.equal(audit.length, 2, 'the third was not sent');
    assert.match(thrown ?? '', /it may be done or not\. .* Done before that: ALTER SYSTEM SET work_mem = 2000\./);
  });

  test('what could not be sent is written, too', async () => {
    proxy.cut();
    const { audit, thrown } = await run(actionWith('SELECT 1', 'SELECT 2'), { port: proxy.port });
    proxy.pass();
    assert.equal(audit.length, 1);
    assert.match(audit[0] ?? '', /^SELECT 1; SELECT 2 → not sent: /);
    assert.notEqual(thrown, undefined);
  });
});
