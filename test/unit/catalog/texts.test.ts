import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { catalogFor } from '../../../core/src/catalog/catalog.ts';
import { manualPage } from '../../../core/src/catalog/manual-page.ts';
import { majors, type Parameter } from '../../../core/src/catalog/parameter.ts';
import { parameterText } from '../../../core/src/catalog/texts.ts';

/** Every parameter of every major, as the newest major that has it knows it. */
const parameters: ReadonlyMap<string, Parameter> = new Map(
  majors.flatMap((major) =>
    Array.from(catalogFor(major).parameters, (parameter) => [parameter.name, parameter] as const),
  ),
);

suite('texts about parameters', () => {
  test('every parameter of every major has a sentence of its own', () => {
    const sentences = new Set<string>();
    for (const name of parameters.keys()) {
      const summary = parameterText(name)?.summary ?? '';
      assert.match(summary, /^[A-Z`].{10,160}\.$/s, name);
      const words = summary.split(/\s+/).length;
      assert.ok(words >= 8 && words <= 26, `${name}: ${words} words`);
      sentences.add(summary);
    }
    assert.equal(sentences.size, parameters.size, 'no sentence is used twice');
  });

  test('what matters to replication is told in a few sentences, the five must-match settings with their order', () => {
    const told = [...parameters.keys()].filter((name) => parameterText(name)?.replication !== undefined);
    assert.ok(told.length >= 80);
    for (const name of told) {
      const text = parameterText(name)?.replication ?? '';
      const sentences = text.split(/[.:] /).length;
      assert.ok(sentences >= 2 && sentences <= 9 && text.endsWith('.'), name);
    }
    const mustMatch =
      'max_connections max_worker_processes max_prepared_transactions max_locks_per_transaction max_wal_senders';
    for (const name of mustMatch.split(' ')) {
      assert.match(
        parameterText(name)?.replication ?? '',
        /raise it on .*standby.* first.* lower it on the primary first/,
        name,
      );
    }
  });

  test('restart or reload agrees with the context', () => {
    for (const [name, { context }] of parameters) {
      const text = parameterText(name)?.replication ?? '';
      if (/needs a restart/i.test(text) && !/12 needs a restart/.test(text)) assert.equal(context, 'postmaster', name);
      if (/reload (is|was) enough/i.test(text)) assert.notEqual(context, 'postmaster', name);
      if (context === 'postmaster' && text !== '' && !name.startsWith('recovery_target'))
        assert.match(text, /needs a restart/i, name);
    }
  });

  test('a text is about a parameter, and a name that is none has no text', () => {
    assert.equal(parameterText('constructor'), undefined);
    assert.equal(parameterText('nonsense'), undefined);
  });

  test('the manual page follows the category', () => {
    const level = catalogFor(16).get('wal_level');
    assert.ok(level);
    assert.equal(manualPage(level, 16), 'https://www.postgresql.org/docs/16/runtime-config-wal.html#GUC-WAL-LEVEL');
  });
});
