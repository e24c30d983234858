import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { addHost } from '../../../client/src/connect/add-host.ts';
import { nodeParameters } from '../../../client/src/connect/node-parameters.ts';
import { withoutSecrets } from '../../../client/src/connect/without-secrets.ts';
import { type MadeWorld, madeWorld } from './connect-world.ts';

type Split = readonly [text: string, conninfo: string, password: string | undefined];

const splits: readonly Split[] = [
  ['host=a user=b', 'host=a user=b', undefined],
  ['host=a password=x user=b', 'host=a user=b', 'x'],
  ['password=x host=a', 'host=a', 'x'],
  ['host=a  password=x', 'host=a', 'x'],
  ["host=a password = 'it\\'s x'user=b", 'host=a user=b', "it's x"],
  ['password=old host=a password=new', 'host=a', 'new'],
  ["host=a password=''", 'host=a', undefined],
  ["host=a password='open", 'host=a', 'open'],
  ['host=a sslpassword=y', 'host=a', undefined],
  ['password=x', '', 'x'],
  ['postgresql://me:x@a/db', 'postgresql://me@a/db', 'x'],
  ['postgres://me:%20%40@a:1,b:2/db?sslmode=require', 'postgres://me@a:1,b:2/db?sslmode=require', ' @'],
  ['postgresql://me:p@ss@a/db', 'postgresql://me@a/db', 'p@ss'],
  ['postgresql://a/db?password=x', 'postgresql://a/db', 'x'],
  ['postgresql://a/db?password=x&sslmode=require', 'postgresql://a/db?sslmode=require', 'x'],
  ['postgresql://a/db?sslmode=require&password=x', 'postgresql://a/db?sslmode=require', 'x'],
  ['postgresql://me:x@a/?user=you&password=y', 'postgresql://me@a/?user=you', 'y'],
  ['postgresql://me:@a/db', 'postgresql://me:@a/db', undefined],
];

suite('connection strings of profiles', () => {
  for (const [text, conninfo, password] of splits) {
    test(`the password of ${text} goes elsewhere`, () =>
      assert.deepEqual(withoutSecrets(text), { conninfo, password }));
  }

  /** Adds a host, and checks that it was added and that nothing else changed. */
  function added(conninfo: string, host: string, port: number, world: MadeWorld = {}): string {
    const made = madeWorld(world);
    const text = addHost(conninfo, host, port, made);
    const before = nodeParameters(conninfo, made);
    const after = nodeParameters(text, made);
    assert.deepEqual(after.slice(0, -1), before);
    const last = after.at(-1);
    assert.deepEqual({ ...last, key: '' }, { ...before[0], key: '', host, port, hostaddr: undefined });
    return text;
  }

  test('a host is added to keywords', () => {
    assert.equal(added('host=a user=b', 'c', 5432), 'host=a,c user=b');
    assert.equal(added('host=a port=5433 user=b', 'c', 5433), 'host=a,c port=5433 user=b');
    assert.equal(added('host=a port=5433', 'c', 5434), 'host=a,c port=5433,5434');
    assert.equal(added('host=a,b port=1,2', '::1', 3), 'host=a,b,::1 port=1,2,3');
    assert.equal(added('host=a user=b', 'c', 6000), 'host=a,c user=b port=5432,6000');
    assert.equal(added('host=a hostaddr=10.0.0.1', 'c', 5432), 'host=a,c hostaddr=10.0.0.1,');
    assert.equal(added('user=b', 'c', 5432), 'user=b host=localhost,c');
    assert.equal(added('user=b', 'c', 5432, { env: { PGHOST: 'env', PGPORT: '7' } }), 'user=b host=env,c port=7,5432');
    assert.equal(added('user=b', 'c', 5432, { env: { PGPORT: '5432' } }), 'user=b host=localhost,c');
  });

  test('a host is added to a URI', () => {
    assert.equal(added('postgresql://me@a/db', 'c', 5433), 'postgresql://me@a:5432,c:5433/db');
    assert.equal(
      added('postgresql://a:1,[::1]:2?sslmode=require', '/run/pg', 3),
      'postgresql://a:1,[::1]:2,%2Frun%2Fpg:3?sslmode=require',
    );
    assert.equal(
      added('postgresql:///db?host=/tmp&port=6&user=b', 'c', 5432),
      'postgresql://%2Ftmp:6,c:5432/db?user=b',
    );
    assert.equal(
      added('postgresql://a/?hostaddr=10.0.0.1', 'c', 5432),
      'postgresql://a:5432,c:5432/?hostaddr=10.0.0.1%2C',
    );
  });
});
