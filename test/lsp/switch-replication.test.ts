import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  type PlanSwitchResult,
  planSwitchRequest,
  type SwitchOptionsResult,
  switchOptionsRequest,
} from '../../server/src/protocol.ts';
import { root, TestConnection } from '../support/test-connection.ts';

const files = {
  'primary/postgresql.conf': '# pg-replication: pg=16\nwal_level = replica\n',
  'standby1/postgresql.conf': "# pg-replication: pg=16\nprimary_conninfo = 'host=pg1 password=hush'\n",
  'standby1/standby.signal': '',
  'standby2/postgresql.conf': "# pg-replication: pg=16\nprimary_conninfo = 'host=pg1 application_name=rome'\n",
  'standby2/standby.signal': '',
};

suite('switching replication', () => {
  test('the choices are the standbys of the workspace, from whichever file one asks', async () => {
    await using client = await TestConnection.start({ files });
    for (const path of ['primary/postgresql.conf', 'standby1/postgresql.conf']) {
      const uri = await client.open(path);
      const options = await client.connection.sendRequest<SwitchOptionsResult>(switchOptionsRequest, { uri });
      assert.equal(options?.mode, 'asynchronous');
      assert.deepEqual(options?.primary, { name: 'primary', folder: `${root}/primary`, major: 16 });
      assert.deepEqual(options?.candidates.map(({ server }) => server).sort(), ['standby1', 'standby2']);
      assert.ok(options?.candidates.some(({ name }) => name === 'rome'));
    }
  });

  test('a switch touches each file it must, with reasons to confirm', async () => {
    await using client = await TestConnection.start({ files });
    const uri = await client.open('primary/postgresql.conf');
    const request = { mode: 'synchronous', method: 'ANY', count: 1, standbys: ['standby1', 'rome'] };
    const plan = await client.connection.sendRequest<PlanSwitchResult>(planSwitchRequest, { uri, request });
    const texts = JSON.stringify(plan?.edit.documentChanges);
    assert.match(texts, /synchronous_standby_names/);
    assert.match(texts, /application_name=standby1/);
    assert.ok(texts.includes(`${root}/standby1/postgresql.conf`));
    assert.ok(!texts.includes(`${root}/standby2/`));
    const annotations = Object.values(plan?.edit.changeAnnotations ?? {});
    assert.ok(annotations.length >= 2 && annotations.every(({ needsConfirmation }) => needsConfirmation));
    assert.ok((plan?.gained.length ?? 0) > 0 && (plan?.lost.length ?? 0) > 0);
    assert.doesNotMatch(JSON.stringify(plan), /hush/);
  });

  test('and back', async () => {
    await using client = await TestConnection.start({ files });
    const uri = await client.open('primary/postgresql.conf', "synchronous_standby_names = 'FIRST 1 (rome)'\n");
    const options = await client.connection.sendRequest<SwitchOptionsResult>(switchOptionsRequest, { uri });
    assert.equal(options?.mode, 'synchronous');
    assert.deepEqual(
      options?.candidates.filter(({ listed }) => listed).map(({ name }) => name),
      ['rome'],
    );
    const plan = await client.connection.sendRequest<PlanSwitchResult>(planSwitchRequest, {
      uri,
      request: { mode: 'asynchronous' },
    });
    const changes = plan?.edit.documentChanges ?? [];
    assert.equal(changes.length, 1);
  });

  test('a file of no server has no choices', async () => {
    await using client = await TestConnection.start({ files: { 'x/part.conf': 'work_mem = 4MB\n' } });
    const uri = await client.open('x/part.conf');
    assert.equal(await client.connection.sendRequest(switchOptionsRequest, { uri }), null);
  });
});
