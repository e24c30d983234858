import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isSecret, lint, maskSecrets, readServer } from '../../../core/src/index.ts';
import { shownWord } from '../../../core/src/syntax/secrets.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

suite('secrets', () => {
  for (const [text, masked] of [
    ['host=a password=hunter2 user=b', 'host=a password=**** user=b'],
    ['password = hunter2', 'password = ****'],
    [String.raw`password=hun\ ter2 user=b`, 'password=**** user=b'],
    ["password='hunter 2' user=b", 'password=**** user=b'],
    [String.raw`password='hunt\'er 2' user=b`, 'password=**** user=b'],
    [String.raw`'host=a password=\'hunter 2\' user=b'`, "'host=a password=**** user=b'"],
    [String.raw`'host=a password=\'hun\\\'ter 2\' user=b'`, "'host=a password=**** user=b'"],
    ["'host=a password=''hunter 2'' user=b'", "'host=a password=**** user=b'"],
    ["'host=a password=hunter2'", "'host=a password=****'"],
    ["'host=a password='", "'host=a password=****"],
    ['postgresql://me:hunter2@a/db', 'postgresql://me:****@a/db'],
    ['postgres://me:hunter2@a/db', 'postgres://me:****@a/db'],
    ['postgres://me:hunt@er2@a/db', 'postgres://me:****@a/db'],
    ["restore_command = 'PGPASSWORD=hunter2 fetch %f %p'", "restore_command = 'PGPASSWORD=**** fetch %f %p'"],
    ['postgresql://a/db?password=hunter2&user=b', 'postgresql://a/db?password=****&user=b'],
    ['host all all all ldap ldapbindpasswd=hunter2 x=1', 'host all all all ldap ldapbindpasswd=**** x=1'],
    ['ldapbindpasswd="hunter 2" x=1', 'ldapbindpasswd=**** x=1'],
    ['"ldapbindpasswd=hunter 2" x=1', '"ldapbindpasswd=****" x=1'],
    ['radiussecrets="""hunter one"",""hunter two""" x=1', 'radiussecrets=**** x=1'],
    ['PASSWORD=hunter2', 'PASSWORD=****'],
    ['password_encryption = scram-sha-256', 'password_encryption = scram-sha-256'],
    ['passfile=/etc/pass user=b', 'passfile=/etc/pass user=b'],
    ['no secret here', 'no secret here'],
  ] as const) {
    test(text, () => {
      assert.equal(maskSecrets(text), masked);
    });
  }

  test('which keywords are secret', () => {
    assert.deepEqual(['password', 'ldapbindpasswd', 'user', 'passfile', 'password_encryption'].map(isSecret), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('a word is hidden where a secret goes on in it', () => {
    assert.equal(shownWord('hunter', "primary_conninfo = 'host=a password='"), '****');
    assert.equal(shownWord('2', 'radiussecrets=a '), '****');
    assert.equal(shownWord('hunter', 'host=a password '), '****');
    assert.equal(shownWord('MB', 'work_mem = 4 '), 'MB');
    assert.equal(shownWord('x', 'password=a user=b '), 'x');
  });

  for (const [name, line] of [
    ['postgresql.conf', "primary_conninfo = 'host=a password='hunter2' user=b'"],
    ['postgresql.conf', "primary_conninfo = 'host=a password=it hunter2'"],
    ['postgresql.conf', "synchronous_standby_names = 'host=a password=hunter2'"],
    ['pg_hba.conf', 'host all all samenet radius radiusservers=a radiussecrets=c,hunter2'],
    ['postgresql.conf', "primary_conninfo = 'postgres://me:hunter2'"],
    ['pg_hba.conf', 'host all all samenet ldapbindpasswd=hunter2'],
  ] as const) {
    test(`no finding shows the password of ${line}`, async () => {
      const files = inMemoryFiles({ '/s/postgresql.conf': '', [`/s/${name}`]: `${line}\n` });
      const findings = [...lint(await readServer(files, '/s', { major: 18 }))].flat();
      assert.notEqual(findings.length, 0);
      assert.ok(
        !JSON.stringify(
          findings.map(({ message, related, fixes }) => [message, related, fixes.map((it) => it.title)]),
        ).includes('hunter2'),
      );
    });
  }
});
