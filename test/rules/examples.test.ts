import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Major } from '../../core/src/catalog/parameter.ts';
import { applyEdits, chooseFixes } from '../../core/src/lint/apply-edits.ts';
import type { Diagnostic } from '../../core/src/lint/diagnostic.ts';
import { readMarkers } from '../../core/src/rules/example-markers.ts';
import { ruleGroups } from '../../core/src/rules/index.ts';
import {
  exampleFolder,
  lintTexts,
  majorsOf,
  messageIdOf,
  type RuleCase,
  ruleCases,
  textsOf,
} from '../support/rule-cases.ts';

const rules = new Map(ruleGroups.flatMap((it) => it.rules).map((rule) => [rule.id, rule]));

/** A finding as the markers write it, with what it is about, so that a failure can be read. */
function describe(found: Diagnostic, texts: ReadonlyMap<string, string>): string {
  const rule = rules.get(found.rule);
  const id = rule ? messageIdOf(rule, found.message) : found.message;
  if (found.at.kind !== 'file') return `${id} at ${found.at.view}`;
  return describePlace(id, found.at.uri, found.at.range, texts);
}

function describePlace(
  id: string,
  uri: string,
  range: { readonly start: number; readonly end: number },
  texts: ReadonlyMap<string, string>,
): string {
  const shown = JSON.stringify(texts.get(uri)?.slice(range.start, range.end));
  return `${uri} ${range.start}-${range.end} ${shown} ${id}`;
}

/** The marked findings: those of the example's own rule, and errors of others that the example cannot avoid. */
function expectedOf({ rule, example }: RuleCase, texts: ReadonlyMap<string, string>) {
  const all = Object.entries(example.files).flatMap(([path, marked]) =>
    readMarkers(marked).markers.map(({ id, range }) => ({
      own: id in rule.messages,
      text: describePlace(id, `${exampleFolder}/${path}`, range, texts),
    })),
  );
  const texted = (own: boolean) =>
    all
      .filter((it) => it.own === own)
      .map((it) => it.text)
      .sort();
  return { own: texted(true), others: texted(false) };
}

async function checkFindings(it: RuleCase, major: Major): Promise<void> {
  const texts = textsOf(it.example);
  const found = await lintTexts(texts, major, it.example);
  const expected = expectedOf(it, texts);
  const own = found.filter(({ rule }) => rule === it.rule.id);
  assert.deepEqual(own.map((one) => describe(one, texts)).sort(), expected.own, `${major}: findings of the rule`);
  for (const { message } of own) assert.ok(message.length <= 120, `${major}: ${message.length} characters: ${message}`);
  const otherErrors = found.filter(({ rule, severity }) => severity === 'error' && rule !== it.rule.id);
  assert.deepEqual(
    otherErrors.map((one) => describe(one, texts)).sort(),
    expected.others,
    `${major}: errors of other rules`,
  );
}

/** A server that starts is given no error; one that refuses is given at least one. */
async function checkVerdict({ example }: RuleCase, major: Major): Promise<void> {
  const errors = (await lintTexts(textsOf(example), major, example)).filter(({ severity }) => severity === 'error');
  assert.equal(errors.length > 0, example.onServer && 'refusesToStart' in example.onServer, `${major}: any error`);
}

async function checkFixes({ rule, example }: RuleCase, major: Major): Promise<void> {
  const before = textsOf(example);
  const fixes = chooseFixes(await findingsOf({ rule, example }, before, major), { unsafe: true });
  const after = new Map(before);
  const edits = fixes.flatMap((fix) => fix.edits);
  for (const [uri, text] of applyEdits(before, edits)) after.set(uri, text ?? '');
  const expected = new Map(before);
  for (const [path, text] of Object.entries(example.fixed ?? {})) expected.set(`${exampleFolder}/${path}`, text);
  assert.deepEqual(Object.fromEntries(after), Object.fromEntries(expected), `${major}: after the fixes`);
  for (const edit of edits) if (edit.kind === 'delete') after.delete(edit.uri);
  const left = chooseFixes(await findingsOf({ rule, example }, after, major), { unsafe: true });
  assert.deepEqual(
    left.map((fix) => fix.title),
    [],
    `${major}: fixes left after fixing`,
  );
}

async function findingsOf(
  { rule: { id }, example }: Pick<RuleCase, 'rule' | 'example'>,
  texts: ReadonlyMap<string, string>,
  major: Major,
): Promise<readonly Diagnostic[]> {
  return (await lintTexts(texts, major, example)).filter(({ rule }) => rule === id);
}

for (const { group, rules: members } of ruleGroups) {
  suite(`examples of ${group}`, () => {
    for (const it of ruleCases.filter(({ rule }) => members.includes(rule))) {
      const name = `${it.rule.id}: ${it.example.title}`;
      test(name, async () => {
        const span = majorsOf(it);
        assert.notEqual(span.length, 0, 'the example is about no major of its rule');
        for (const major of span) {
          await checkFindings(it, major);
          await checkFixes(it, major);
          if (it.example.onServer) await checkVerdict(it, major);
        }
      });
    }
  });
}
