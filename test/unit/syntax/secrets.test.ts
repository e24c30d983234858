import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isSecret, maskSecrets } from '../../../core/src/index.ts';

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
});
