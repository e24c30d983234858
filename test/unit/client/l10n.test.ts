import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, suite, test } from 'node:test';
import { speak, t } from '../../../client/src/l10n.ts';

suite('texts in the language of the editor', () => {
  after(() => speak({}));

  test('are English until another language is spoken, values in their places', () => {
    assert.equal(t('Slot {0} keeps {1} of WAL{2}.', 'a', 3n, ''), 'Slot a keeps 3 of WAL.');
    speak(JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')));
    assert.equal(t('Slot {0} keeps {1} of WAL{2}.', 'a', 3n, ''), 'Slot a hält 3 WAL.');
    assert.equal(t('what no bundle has {0}', true), 'what no bundle has true');
  });
});
