import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { conninfoInForce, parseConninfo, setConninfoKeyword } from '../../../core/src/syntax/conninfo.ts';

suite('setting a keyword of a connection string', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['', 'application_name', 's1', 'application_name=s1'],
    ['host=a', 'application_name', 's1', 'host=a application_name=s1'],
    ['host=a application_name=x port=1', 'application_name', 's1', 'host=a application_name=s1 port=1'],
    ["user='a'port=1", 'user', 'b', 'user=b port=1'],
    ['host=a', 'password', "it's \\ me", "host=a password='it\\'s \\\\ me'"],
    ['host=a', 'options', '', "host=a options=''"],
    ['postgres://a', 'application_name', 's 1', 'postgres://a?application_name=s%201'],
    ['postgres://a/?sslmode=allow', 'application_name', 's1', 'postgres://a/?sslmode=allow&application_name=s1'],
    ['postgres://a/?application_name=x&port=1', 'application_name', 's1', 'postgres://a/?application_name=s1&port=1'],
    ['postgres://u@a/', 'user', 'me@x', 'postgres://me%40x@a/'],
    ['postgres://a:1/', 'port', '2', 'postgres://a:2/'],
    ['postgres://a,b/', 'port', '2', 'postgres://a,b/?port=2'],
    ['postgres://[::1]/', 'host', 'c', 'postgres://[::1]/?host=c'],
    ['postgres://a/?ssl=true', 'sslmode', 'allow', 'postgres://a/?ssl=true&sslmode=allow'],
  ];
  for (const [text, keyword, value, expected] of cases) {
    test(`${text} with ${keyword} ${value}`, () => {
      assert.equal(setConninfoKeyword(text, keyword, value), expected);
      const { entries, problems } = parseConninfo(expected, 18);
      assert.deepEqual([conninfoInForce(entries).get(keyword)?.value, problems], [value, []]);
    });
  }

  test('any value is read back, whatever was there', () => {
    const before = fc.constantFrom(
      '',
      'host=a',
      "application_name='x y' host=a",
      'postgres://u:p@a:1,b/d?user=x',
      'postgres://',
    );
    const value = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0') && text.isWellFormed());
    fc.assert(
      fc.property(
        before,
        fc.constantFrom('application_name', 'user', 'dbname', 'password'),
        value,
        (text, keyword, wanted) => {
          const { entries } = parseConninfo(setConninfoKeyword(text, keyword, wanted), 18);
          assert.equal(conninfoInForce(entries).get(keyword)?.value, wanted);
        },
      ),
    );
  });
});
