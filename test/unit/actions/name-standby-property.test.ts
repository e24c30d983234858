import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { nameStandby } from '../../../core/src/actions/application-name.ts';
import { applyEdits } from '../../../core/src/lint/apply-edits.ts';
import { applicationName } from '../../../core/src/model/application-name.ts';
import type { Edit } from '../../../core/src/rules/rule.ts';
import { conninfoInForce, parseConninfo } from '../../../core/src/syntax/conninfo.ts';
import { conninfo, folder, readAll } from '../../support/switches.ts';

const word = fc.stringMatching(/^[a-z0-9_'" \\%&=]{1,12}$/).filter((it) => it.trim() !== '');
const keyword = (value: string) => `'${value.replace(/['\\]/g, '\\$&')}'`;
const keywords = fc
  .array(fc.tuple(fc.constantFrom('host', 'user', 'password', 'application_name', 'sslmode'), word), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pairs) => pairs.map(([key, value]) => `${key} = ${keyword(value)}`).join(' '));
const uri = fc
  .tuple(word, fc.array(fc.tuple(fc.constantFrom('application_name', 'passfile', 'options'), word), { maxLength: 3 }))
  .map(([user, pairs]) => {
    const query = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
    return `postgresql://${encodeURIComponent(user)}@h:5432/${query === '' ? '' : `?${query}`}`;
  });

/** The same value between quotes, its quotes doubled or escaped. */
const asToken = (value: string, doubled: boolean) =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", doubled ? "''" : "\\'")}'`;

/** Every keyword but the name, as libpq goes by it. */
function othersOf(text: string): Readonly<Record<string, string>> {
  const found = conninfoInForce(parseConninfo(text, 18).entries);
  return Object.fromEntries(
    [...found].filter(([key]) => key !== 'application_name').map(([key, it]) => [key, it.value]),
  );
}

suite('any connection string', () => {
  test('takes any name and keeps the rest', async () => {
    const taken = fc.asyncProperty(fc.oneof(keywords, uri), fc.boolean(), word, async (text, doubled, name) => {
      const before = new Map(Object.entries(folder('s1', conninfo(asToken(text, doubled)))));
      const [standby] = await readAll(before, 18);
      assert.ok(standby);
      const edits = nameStandby(standby, name);
      assert.ok(typeof edits !== 'string', edits.toString());
      const [named] = await readAll(new Map([...before, ...changedTexts(before, edits)]), 18);
      assert.ok(named);
      assert.equal(applicationName(named), name);
      assert.deepEqual(othersOf(named.setting('primary_conninfo').value), othersOf(text));
    });
    await fc.assert(taken, { numRuns: 400 });
  });
});

function changedTexts(texts: ReadonlyMap<string, string>, edits: readonly Edit[]): ReadonlyMap<string, string> {
  return new Map([...applyEdits(texts, edits)].map(([uri, text]) => [uri, text ?? '']));
}
