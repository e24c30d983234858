import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { hasItsConfigurationHere } from '../../../client/src/files/this-machine.ts';
import { type SeenOverrides, seenServer } from '../../support/looks.ts';

const folder = mkdtempSync(join(tmpdir(), 'pg-replication-here-'));
const configFile = join(folder, 'postgresql.conf');
after(() => rmSync(folder, { recursive: true, force: true }));

function seen(settings: NonNullable<SeenOverrides['settings']>, key = '127.0.0.1:5432') {
  return seenServer({ key, identity: { configFile }, settings });
}

const told = {
  port: { value: '5432', file: configFile, line: 1 },
  wal_level: { value: 'replica', file: configFile, line: 2 },
  max_wal_senders: { value: '10', file: configFile, line: 3 },
};

suite('whether a configuration file is one of this machine', () => {
  test('it is, if the lines that the server names set what it says', () => {
    writeFileSync(configFile, 'port = 5432\nwal_level = replica\nmax_wal_senders = 10\n');
    assert.equal(hasItsConfigurationHere(seen(told)), true);
    assert.equal(hasItsConfigurationHere(seen(told, '192.0.2.1:5432')), false);
  });

  test('another file at the same path is not, nor one of which the server tells nothing', () => {
    writeFileSync(configFile, '# another server\n\nwal_level = logical\nport = 5433\n');
    assert.equal(hasItsConfigurationHere(seen(told)), false);
    writeFileSync(configFile, 'port = 5432\n');
    assert.equal(hasItsConfigurationHere(seen({})), false);
    rmSync(configFile);
    assert.equal(hasItsConfigurationHere(seen(told)), false);
  });
});
