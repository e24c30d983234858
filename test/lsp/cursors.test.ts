import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { isSecret, maskSecrets } from '../../core/src/index.ts';
import { authCursor, fieldsOf, hbaFieldAfter } from '../../server/src/features/auth-cursor.ts';
import { confCursor } from '../../server/src/features/conf-cursor.ts';
import { setMajorComment } from '../../server/src/features/set-target.ts';
import { foldersUpwards, isInside, normalUri } from '../../server/src/uris.ts';

const pieces = fc.constantFrom('a', ' ', '\t', "'", '"', '\\', '#', '=', ',', '/', '1', 'host', 'all', '\r', 'é', '\0');
const line = fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(''));

suite('cursors', () => {
  test('whatever the line, ranges stay inside and touch the cursor', () => {
    fc.assert(
      fc.property(line, fc.nat(60), fc.boolean(), (text, at, comments) => {
        const column = Math.min(at, text.length);
        for (const cursor of [confCursor(text, column, comments), authCursor(text, column)]) {
          if (!cursor) continue;
          assert.ok(
            0 <= cursor.range.start && cursor.range.start <= cursor.range.end && cursor.range.end <= text.length,
          );
        }
        const fields = fieldsOf(text);
        for (const [index, { start, end }] of fields.entries()) {
          assert.ok(start < end && end <= text.length && start >= (fields[index - 1]?.end ?? 0));
        }
      }),
    );
  });

  test('a list joined by commas is one field', () => {
    const text = 'host a, b ,c me';
    assert.deepEqual(
      fieldsOf(text).map(({ start, end }) => text.slice(start, end)),
      ['host', 'a, b', ',c', 'me'],
    );
  });

  test('an address without bits is followed by its mask', () => {
    assert.equal(hbaFieldAfter(['host', 'all', 'all', '10.0.0.0']), 'mask');
    assert.equal(hbaFieldAfter(['host', 'all', 'all', '10.0.0.0/8']), 'method');
    assert.equal(hbaFieldAfter(['host', 'all', 'all', 'db.example.com']), 'method');
    assert.equal(hbaFieldAfter(['host', 'all', 'all', '10.0.0.0', '255.0.0.0', 'md5']), 'option');
    assert.equal(hbaFieldAfter(['local', 'all', 'all']), 'method');
  });
});

suite('secrets', () => {
  test('every form is masked, and nothing else', () => {
    const cases = [
      ['host=a password=hush user=b', 'host=a password=**** user=b'],
      ["password = 'hu sh' user=b", 'password = **** user=b'],
      ["password='hu\\'sh hush' x=1", 'password=**** x=1'],
      ["password=''hush'' x=1", 'password=**** x=1'],
      ['postgresql://me:hush@a:1/db?sslpassword=hush&x=1', 'postgresql://me:****@a:1/db?sslpassword=****&x=1'],
      ['ldap ldapbindpasswd="hu sh" x=1', 'ldap ldapbindpasswd=**** x=1'],
      ['password_encryption = scram-sha-256', 'password_encryption = scram-sha-256'],
      ['passfile=/x', 'passfile=/x'],
    ] as const;
    for (const [text, masked] of cases) assert.equal(maskSecrets(text), masked);
    assert.ok(isSecret('PASSWORD') && !isSecret('passfile'));
  });
});

suite('places', () => {
  test('one spelling for each URI', () => {
    assert.equal(normalUri('file:///c:/a(b)/x y.conf'), normalUri('file:///c%3A/a%28b%29/x%20y.conf'));
    assert.equal(normalUri('untitled:Untitled-1'), 'untitled:Untitled-1');
    assert.equal(normalUri('file:///a/%zz'), 'file:///a/%25zz');
  });

  test('folders upwards end at the root', () => {
    assert.deepEqual(foldersUpwards('file:///w/a/b', 4, 'file:///w'), ['file:///w/a/b', 'file:///w/a', 'file:///w']);
    assert.equal(foldersUpwards('file:///a/b/c/d/e', 4, undefined).length, 4);
    assert.deepEqual(foldersUpwards('.', 4, undefined), ['.']);
    assert.ok(isInside('file:///w/a', 'file:///w') && !isInside('file:///wa', 'file:///w'));
  });

  test('the comment of a major keeps the newline of its file', () => {
    const [edit] = setMajorComment('x', 'a = 1\r\n', 16);
    assert.deepEqual(edit, {
      kind: 'replace',
      at: { kind: 'file', uri: 'x', range: { start: 0, end: 0 } },
      text: '# pg-replication: pg=16\r\n',
    });
    assert.deepEqual(setMajorComment('x', '# pg-replication: pg=16\n', 16), []);
  });
});
