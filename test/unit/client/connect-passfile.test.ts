import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { nodeParameters } from '../../../client/src/connect/node-parameters.ts';
import { passfileEntries, passfilePassword } from '../../../client/src/connect/passfile.ts';
import { serviceNames } from '../../../client/src/connect/service-file.ts';
import { type MadeWorld, madeWorld } from './connect-world.ts';

const path = '/folk/eve/.pgpass';

function look(conninfo: string, text: string, world: MadeWorld = {}) {
  const made = madeWorld({ ...world, files: { [path]: text } });
  const [server] = nodeParameters(conninfo, made);
  assert.ok(server);
  return passfilePassword(server, made);
}

function password(conninfo: string, text: string): string | undefined {
  return look(conninfo, text).password;
}

suite('the passfile', () => {
  const me = 'host=pg1 user=me dbname=db';

  test('the first line that fits counts', () => {
    assert.equal(password(me, 'pg1:5432:db:you:no\npg1:5432:db:me:first\npg1:5432:db:me:second\n'), 'first');
    assert.equal(password(me, 'pg1:5432:other:me:no\n'), undefined);
    assert.equal(password(me, 'pg1:5433:db:me:no\n*:*:*:*:yes'), 'yes');
    assert.equal(password(me, '#pg1:5432:db:me:no\r\npg1:*:*:me:yes\r\n'), 'yes');
    assert.equal(password(me, ''), undefined);
    assert.equal(password(me, 'pg1:5432:db:me:\n'), undefined);
  });

  test('a star is a wildcard only by itself', () => {
    assert.equal(password(me, 'pg*:5432:db:me:no\n'), undefined);
    assert.equal(password('host=* user=me', String.raw`\*:*:*:me:yes`), 'yes');
    assert.equal(password(me, String.raw`\*:*:*:me:no`), undefined);
  });

  test('backslashes escape colons and themselves', () => {
    assert.equal(password('host=::1 user=me', String.raw`\:\:1:*:*:me:a\:b\\c:rest`), 'a:b\\c');
    assert.equal(password(me, 'pg1:*:*:me:ends with \\'), 'ends with \\');
  });

  test('an IPv6 address may stand without backslashes, for its colons are wanted', () => {
    assert.equal(password('host=::1 user=me dbname=db', '::1:5432:db:me:yes'), 'yes');
    assert.equal(password('host=fe80::1 user=me dbname=db', 'fe80::2:*:*:me:no\nfe80::1:*:*:me:yes'), 'yes');
    assert.equal(password('host=:: user=me', '::1:*:*:me:no'), undefined);
  });

  test('a socket in a folder of libpq’s own is localhost, another one is its folder', () => {
    assert.equal(password('host=/var/run/postgresql user=me', 'localhost:*:*:me:yes'), 'yes');
    assert.equal(password('host=/tmp user=me', 'localhost:*:*:me:yes'), 'yes');
    assert.equal(password('host=/srv user=me', 'localhost:*:*:me:no\n/srv:*:*:me:yes'), 'yes');
    assert.equal(password('hostaddr=10.0.0.1 user=me', '10.0.0.1:*:*:me:yes'), 'yes');
  });

  test('a file that others can read is not used, and that is said', () => {
    for (const mode of [0o640, 0o604, 0o620]) {
      const { password: none, warning } = look(me, '*:*:*:*:yes', { modes: { [path]: mode } });
      assert.equal(none, undefined);
      assert.match(warning ?? '', /chmod 0600/);
    }
    assert.deepEqual(look(me, '*:*:*:*:yes', { modes: { [path]: 0o400 } }), { password: 'yes', warning: undefined });
  });

  test('windows has no modes', () => {
    const file = 'C:\\D\\postgresql\\pgpass.conf';
    const made = madeWorld({
      platform: 'win32',
      env: { APPDATA: 'C:\\D' },
      files: { [file]: '*:*:*:me:yes' },
      modes: { [file]: 0o666 },
    });
    const [server] = nodeParameters(me, made);
    assert.ok(server);
    assert.deepEqual(passfilePassword(server, made), { password: 'yes', warning: undefined });
  });

  test('entries are offered without their passwords', () => {
    const files = { '/p': 'pg1:5432:*:me:hidden\n*:*:*:any:hidden\npg2:*:replication:rep:hidden\nno entry\n' };
    const entries = passfileEntries(madeWorld({ files, env: { PGPASSFILE: '/p' } }));
    assert.deepEqual(entries, [
      { host: 'pg1', port: '5432', database: undefined, user: 'me' },
      { host: 'pg2', port: undefined, database: 'replication', user: 'rep' },
    ]);
    assert.deepEqual(passfileEntries(madeWorld({ files, env: { PGPASSFILE: '/p' }, modes: { '/p': 0o644 } })), []);
  });
});

test('the services of all files are offered, the user’s first', () => {
  const files = {
    '/folk/eve/.pg_service.conf': '[b]\nhost=1\n# [no]\n[a]\n',
    '/sys/pg_service.conf': '[a]\n[c]\n',
  };
  assert.deepEqual(serviceNames(madeWorld({ files, env: { PGSYSCONFDIR: '/sys' } })), [
    { name: 'b', file: '/folk/eve/.pg_service.conf' },
    { name: 'a', file: '/folk/eve/.pg_service.conf' },
    { name: 'c', file: '/sys/pg_service.conf' },
  ]);
  assert.deepEqual(serviceNames(madeWorld()), []);
});
