import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { InlayHint } from 'vscode-languageserver';
import { TestConnection, type TestOptions } from '../support/test-connection.ts';

const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

async function hintsOf(text: string, given: TestOptions = {}, range = whole): Promise<readonly InlayHint[]> {
  await using client = await TestConnection.start(given);
  const uri = await client.open('pg/postgresql.conf', `# pg-replication: pg=16\n${text}`);
  return await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range });
}

function shown(hints: readonly InlayHint[]): readonly string[] {
  return hints.map(({ position, label }) => `${position.line}:${position.character} ${label}`);
}

suite('inlay hints', () => {
  test('bare numbers get the unit that they count', async () => {
    const text = [
      'wal_keep_size = 64',
      "shared_buffers = '16384'",
      'checkpoint_timeout = 300',
      'wal_sender_timeout = 60s',
      'max_slot_wal_keep_size = -1',
      'wal_receiver_timeout = 0',
      'max_connections = 100',
      'work_mem = many',
      'wal_keep_size = 65',
    ].join('\n');
    const hints = await hintsOf(text);
    assert.deepEqual(shown(hints), ['1:18 64 MB', '2:24 128 MB', '3:24 5 min', '9:18 65 MB']);
    assert.deepEqual(
      hints.slice(0, 2).map(({ textEdits }) => textEdits?.[0]?.newText),
      ['64MB', "'128MB'"],
    );
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } };
    assert.deepEqual(shown(await hintsOf(text, {}, range)), []);
  });

  test('whatever base they are written in', async () => {
    const text = ['wal_keep_size = 0x40', 'wal_keep_size = 0100', "wal_keep_size = '1e3'", 'max_connections = 0x64'];
    const hints = await hintsOf(text.join('\n'));
    assert.deepEqual(shown(hints), ['1:20 64 MB', '2:20 64 MB', '3:21 1000 MB']);
    assert.deepEqual(
      hints.map(({ textEdits }) => textEdits?.[0]?.newText),
      ['64MB', '64MB', "'1000MB'"],
    );
  });

  test('restart and default only where they are asked for, and the value is another', async () => {
    const text = ['wal_level = logical', 'max_wal_senders = 10', 'fsync = off', 'work_mem = 4096kB'].join('\n');
    assert.deepEqual(await hintsOf(text), []);
    const restart = { settings: { inlayHints: { restart: true } } };
    assert.deepEqual(shown(await hintsOf(text, { options: restart, ...restart })), ['1:19 needs a restart']);
    const defaults = { settings: { inlayHints: { units: false, defaults: true } } };
    assert.deepEqual(shown(await hintsOf(text, { options: defaults, ...defaults })), [
      '1:19 default replica',
      '3:11 default on',
    ]);
  });

  test('may be turned off; the client asks again when that changes', async () => {
    const off = { settings: { inlayHints: { units: false } } };
    assert.deepEqual(await hintsOf('wal_keep_size = 64', { options: off, ...off }), []);
    const workspace = { inlayHint: { refreshSupport: true } };
    await using client = await TestConnection.start({ ...off, workspace });
    const asked = new Promise<void>((resolve) => client.connection.onRequest('workspace/inlayHint/refresh', resolve));
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await asked;
    const uri = await client.open('pg/postgresql.conf', 'wal_keep_size = 64\n');
    const params = { textDocument: { uri }, range: whole };
    assert.deepEqual(await client.connection.sendRequest('textDocument/inlayHint', params), []);
  });
});
