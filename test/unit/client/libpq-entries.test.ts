import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { conninfoValue, libpqEntries } from '../../../client/src/connect/libpq-entries.ts';
import type { ConnectWorld } from '../../../client/src/connect/world.ts';

function world(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): ConnectWorld {
  return {
    env,
    homeFolder: '/folk/eve',
    userName: 'eve',
    platform: 'linux',
    readFile: (path) => files[path],
    facts: (path) => (path in files ? { kind: 'file', mode: 0o600, owner: 1000 } : undefined),
  };
}

suite('connections that libpq already knows', () => {
  test('services, variables and passfile, without passwords and doubles', () => {
    const files = {
      '/folk/eve/.pg_service.conf': '[live system]\nhost=pg1\npassword=hidden\n',
      '/folk/eve/.pgpass': 'pg2:5433:replication:rep:hidden\npg2:5433:postgres:rep:hidden\n*:*:*:any:hidden\n',
    };
    const entries = libpqEntries(world(files, { PGHOST: '/tmp', PGUSER: "o'neil", PGPASSWORD: 'hidden' }));
    assert.deepEqual(
      entries.map(({ conninfo, from }) => [conninfo, from]),
      [
        ["service='live system'", 'service of /folk/eve/.pg_service.conf'],
        [String.raw`host=/tmp user='o\'neil'`, 'PGHOST, PGUSER'],
        ['host=pg2 port=5433 user=rep dbname=postgres', 'passfile'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(entries), /hidden/);
  });

  test('none where there is nothing', () => assert.deepEqual(libpqEntries(world({})), []));

  test('values are quoted where a blank, quote or backslash would end them', () => {
    assert.equal(conninfoValue('plain'), 'plain');
    assert.equal(conninfoValue(''), "''");
    assert.equal(conninfoValue(String.raw`a\b`), String.raw`'a\\b'`);
  });
});
