import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { suite, test } from 'node:test';
import type { RuleGroup } from '../../core/src/lint/diagnostic.ts';
import { fillMessage } from '../../core/src/lint/gather.ts';
import { readMarkers } from '../../core/src/rules/example-markers.ts';
import { ruleGroups } from '../../core/src/rules/index.ts';
import type { RuleFacts } from '../../core/src/rules/rule.ts';

const all = ruleGroups.flatMap(({ group, rules }) => rules.map((rule) => ({ group, rule })));

/** What each group may say: refusals are errors; of the others only those that a real start proves. */
const mayBeError: readonly RuleGroup[] = ['syntax', 'values', 'startup', 'recovery', 'topology'];

const isClean = (rule: RuleFacts, texts: Readonly<Record<string, string>>) =>
  Object.values(texts).every((text) => !readMarkers(text).markers.some(({ id }) => id in rule.messages));

suite('rules', () => {
  test('have ids of their own', () => {
    const ids = all.map(({ rule }) => rule.id);
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      [],
    );
  });

  for (const { group, rule } of all) {
    test(`${rule.id} stands in a file of its name`, () => {
      assert.match(rule.id, /^[a-z]+(-[a-z0-9]+)*$/);
      const file = new URL(`../../core/src/rules/${group}/${rule.id}.ts`, import.meta.url);
      assert.ok(existsSync(file), `no ${file.pathname}`);
    });

    test(`${rule.id} has a severity of its group, proved where it is an error`, () => {
      if (rule.severity !== 'error') return;
      assert.ok(mayBeError.includes(group), `${group} holds no errors`);
      // The server starts without any user name map: its refusal of the lines is compared in conformance/hba.test.ts.
      if (rule.id === 'invalid-ident-line') return;
      if (group === 'topology') {
        const proof = new URL(`../conformance/${rule.id}.test.ts`, import.meta.url);
        assert.ok(existsSync(proof), `no ${proof.pathname} starts two servers`);
        return;
      }
      const proofs = rule.examples.filter(({ onServer }) => onServer && 'refusesToStart' in onServer);
      assert.notEqual(proofs.length, 0, 'no example shows the refusal');
    });

    test(`${rule.id} is documented`, () => {
      const { what, why, how, see } = rule.docs;
      for (const text of [what, why, how]) assert.match(text, /^\S.*[.)]$/s, 'a sentence');
      assert.notEqual(see.length, 0, 'no page of the manual');
      for (const page of see) assert.match(page, /^[a-z0-9-]+\.html(#[A-Z0-9-]+)?$/);
    });

    test(`${rule.id} speaks in sentences of at most 120 characters`, () => {
      assert.notEqual(Object.keys(rule.messages).length, 0);
      for (const message of Object.values(rule.messages)) {
        const holes = Object.fromEntries(
          [...message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, 'standby_1']),
        );
        const filled = fillMessage(message, holes);
        assert.ok(filled.length <= 120, `${filled.length} characters: ${filled}`);
        assert.match(filled, /[.?]$/, 'ends a sentence');
      }
    });

    test(`${rule.id} shows what it finds and what it leaves alone`, () => {
      const clean = rule.examples.filter(({ files }) => isClean(rule, files));
      assert.notEqual(clean.length, 0, 'no clean example');
      assert.notEqual(clean.length, rule.examples.length, 'no example with a finding');
      const titles = rule.examples.map(({ title }) => title);
      assert.equal(new Set(titles).size, titles.length, 'titles repeat');
      const { first, last } = rule.versions;
      assert.ok(first <= (last ?? first));
    });

    test(`${rule.id} shows each of its messages`, () => {
      const shown = new Set(
        rule.examples
          .flatMap(({ files }) => Object.values(files).flatMap((it) => readMarkers(it).markers))
          .map(({ id }) => id),
      );
      assert.deepEqual(
        Object.keys(rule.messages).filter((id) => !shown.has(id)),
        [],
      );
    });
  }
});
