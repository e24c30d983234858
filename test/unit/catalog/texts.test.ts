import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { catalogFor } from '../../../core/src/catalog/catalog.ts';
import { manualPage } from '../../../core/src/catalog/manual-page.ts';
import { majors } from '../../../core/src/catalog/parameter.ts';
import { parameterText } from '../../../core/src/catalog/texts.ts';

suite('texts about parameters', () => {
  test('every parameter of every major has a sentence of its own', () => {
    const sentences = new Map<string, string>();
    for (const major of majors) {
      for (const { name } of catalogFor(major).parameters) {
        const summary = parameterText(name)?.summary ?? '';
        assert.match(summary, /^[A-Z`].{10,160}\.$/s, name);
        sentences.set(name, summary);
      }
    }
    assert.equal(new Set(sentences.values()).size, sentences.size, 'no sentence is used twice');
  });

  test('a name that is no parameter has none', () => {
    assert.equal(parameterText('constructor'), undefined);
  });

  test('the manual page follows the category', () => {
    const level = catalogFor(16).get('wal_level');
    assert.ok(level);
    assert.equal(manualPage(level, 16), 'https://www.postgresql.org/docs/16/runtime-config-wal.html#GUC-WAL-LEVEL');
  });
});
