import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { missingRecord } from '../../../client/src/programs/standby-hba.ts';
import { seenServer } from '../../support/looks.ts';

const refusal = (from: string) =>
  `no pg_hba.conf entry for replication connection from host "${from}", user "repl", no encryption`;

suite('the HBA record that a standby lacks', () => {
  const settingsOf = (password_encryption: string) => seenServer({ settings: { password_encryption } }).settings;

  test('asks for SCRAM where passwords are kept so, and takes both kinds where they are not', () => {
    const scram = 'host  replication  "repl"  10.0.0.2/32  scram-sha-256';
    assert.equal(missingRecord(refusal('10.0.0.2'), 'repl', settingsOf('scram-sha-256')), scram);
    assert.equal(missingRecord(refusal('10.0.0.2'), 'repl', new Map()), scram, 'a role that does not see it');
    for (const md5 of ['md5', 'on'])
      assert.equal(
        missingRecord(refusal('fe80::1'), 'repl', settingsOf(md5)),
        'host  replication  "repl"  fe80::1/128  md5',
      );
  });

  test('is none where the server refused for another reason', () => {
    const rejected = 'pg_hba.conf rejects replication connection for host "10.0.0.2"';
    assert.equal(missingRecord(rejected, 'repl', settingsOf('md5')), undefined);
    assert.equal(missingRecord(refusal('10.0.0.2'), 'two\nlines', settingsOf('md5')), undefined);
  });
});
