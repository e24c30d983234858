import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notificationText } from '../../../client/src/notification-text.ts';

/** What VS Code makes a link of in a notification (its linkedText.ts). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

test('what a server says makes no link in a notification', () => {
  for (const said of [
    'The primary [x](command:workbench.action.quit) does not answer.',
    '[a]\u200b(command:b)',
    '[[a](command:b)](https://c)',
    '[a]\n(file:///b "c")',
  ])
    assert.doesNotMatch(notificationText(said), link);
});

test('everything else stays as it is, on one line', () => {
  assert.equal(notificationText('Slot a[1] (physical) keeps 2 MB.'), 'Slot a[1] (physical) keeps 2 MB.');
  assert.equal(notificationText('one\ntwo\u001b[31m'), 'one two [31m');
});
