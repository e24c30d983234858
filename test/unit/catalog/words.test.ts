import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { hbaFacts, hbaWordMajors } from '../../../core/src/catalog/hba-facts.ts';
import { abbreviationSets, encodingName, encodingNames, timeZoneName } from '../../../core/src/catalog/names.ts';

suite('words of pg_hba.conf', () => {
  test('record types by major', () => {
    assert.deepEqual(hbaFacts(11).types, ['host', 'hostnossl', 'hostssl', 'local']);
    assert.deepEqual(hbaFacts(12).types, ['host', 'hostgssenc', 'hostnogssenc', 'hostnossl', 'hostssl', 'local']);
  });

  test('methods by major, those a build may lack included', () => {
    assert.ok(hbaFacts(18).methods.includes('radius'));
    assert.ok(!hbaFacts(19).methods.includes('radius'));
    assert.deepEqual(hbaWordMajors('method', 'oauth'), { first: 18, last: 19 });
    assert.ok(['ldap', 'gss', 'sspi', 'pam', 'bsd'].every((method) => hbaFacts(15).methods.includes(method)));
    assert.equal(hbaWordMajors('method', 'krb5'), undefined);
  });

  test('options of a method, and of a record type', () => {
    const names = (method: string, type?: string) =>
      hbaFacts(18)
        .optionsOf(method, type)
        .map(({ name }) => name);
    assert.deepEqual(names('trust', 'host'), []);
    assert.deepEqual(names('trust', 'hostssl'), ['clientcert', 'clientname']);
    assert.deepEqual(names('oauth', 'host'), ['delegate_ident_mapping', 'issuer', 'map', 'scope', 'validator']);
    assert.deepEqual(hbaWordMajors('option', 'map'), { first: 10, last: 19 });
  });

  test("a validator's own options from 19 on", () => {
    assert.deepEqual(hbaFacts(19).option('validator.realm')?.methods, ['oauth']);
    assert.equal(hbaFacts(18).option('validator.realm'), undefined);
    for (const wrong of ['validator.', 'validator.a.b', 'validator.a b', 'validator.é']) {
      assert.equal(hbaFacts(19).option(wrong), undefined);
    }
    assert.equal(hbaFacts(19).option('nonsense'), undefined);
  });
});

suite('encodings and time zones', () => {
  test('an encoding is found without case and punctuation', () => {
    assert.equal(encodingName('utf-8', 18), 'UTF8');
    assert.equal(encodingName('Unicode', 10), 'UTF8');
    assert.equal(encodingName('iso_8859-1', 18), 'LATIN1');
    assert.equal(encodingName('mule_internal', 18), 'MULE_INTERNAL');
    assert.equal(encodingName('mule_internal', 19), undefined);
    assert.equal(encodingName('', 18), undefined);
    assert.ok(encodingNames(18).includes('SQL_ASCII'));
  });

  test('only the first 63 bytes of its name count', () => {
    assert.equal(encodingName(`${'-'.repeat(59)}utf8`, 18), 'UTF8');
    assert.equal(encodingName(`${'-'.repeat(60)}utf8`, 18), undefined);
    assert.equal(encodingName(`${'é'.repeat(29)}utf8`, 18), 'UTF8');
    assert.equal(encodingName(`${'é'.repeat(30)}utf8`, 18), undefined);
    assert.equal(encodingName(`${'\u{1f600}'.repeat(15)}latin1`, 18), undefined);
  });

  test('a time zone is found without case', () => {
    assert.equal(timeZoneName('europe/berlin'), 'Europe/Berlin');
    assert.equal(timeZoneName('Europe/Nowhere'), undefined);
    assert.deepEqual(abbreviationSets, ['Australia', 'Default', 'India']);
  });
});
