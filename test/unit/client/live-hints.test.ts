import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { liveConfiguration } from '../../../client/src/live/live-files.ts';
import { liveHints } from '../../../client/src/live/live-hints.ts';
import { type SeenOverrides, seenServer } from '../../support/looks.ts';

/** The hints of a text, each behind the text up to its place on its line. */
async function hintsOf(text: string, settings: NonNullable<SeenOverrides['settings']>): Promise<readonly string[]> {
  const seen = seenServer({ settings });
  const found = await liveHints(text, seen, await liveConfiguration('main', seen));
  return found.map((hint) => `${text.slice(text.lastIndexOf('\n', hint.offset - 1) + 1, hint.offset)} | ${hint.text}`);
}

suite('beside the settings of a file stands what the server runs with', () => {
  test('where it is another value, however both are written', async () => {
    const text = 'work_mem = 8192 # kB\nshared_buffers = 128MB\nmax_wal_senders = 10\n';
    const settings = { work_mem: '4MB', shared_buffers: '128MB', max_wal_senders: '10' };
    assert.deepEqual(await hintsOf(text, settings), ['work_mem = 8192 | live: 4MB']);
  });

  test('a value that waits for a restart', async () => {
    const settings = { max_connections: { value: '100', pendingRestart: true } };
    assert.deepEqual(await hintsOf('max_connections = 200\n', settings), [
      'max_connections = 200 | restart pending, now 100',
    ]);
  });

  test('the last line of a name speaks for it; included files and names of nobody say nothing', async () => {
    const text = "include_dir = 'conf.d'\nwork_mem = 1MB\nWork_Mem = 2MB\nmy.own = 1\nno_such = 2\n";
    assert.deepEqual(await hintsOf(text, { work_mem: '4MB' }), ['Work_Mem = 2MB | live: 4MB']);
  });

  test('what was given to our session is not told', async () => {
    assert.deepEqual(await hintsOf('work_mem = 1MB\n', { work_mem: { value: '4MB', source: 'user' } }), []);
  });
});
