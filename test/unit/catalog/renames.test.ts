import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { catalogFor } from '../../../core/src/catalog/catalog.ts';
import { majors, newestMajor } from '../../../core/src/catalog/parameter.ts';
import { renameOf, successorOf } from '../../../core/src/catalog/renames.ts';

suite('names that releases gave up', () => {
  test('every parameter that some major lacks later has advice, and the right release', () => {
    const gone = new Map<string, number>();
    for (const major of majors) {
      for (const { name } of catalogFor(major).parameters) {
        const last = catalogFor(major).history(name).at(-1)?.last ?? newestMajor;
        if (last < newestMajor) gone.set(name, last + 1);
      }
    }
    assert.ok(gone.size >= 18);
    for (const [name, release] of gone) assert.equal(renameOf(name)?.gone, String(release), name);
  });

  test('a name that releases before 10 gave up is a parameter of no major', () => {
    assert.equal(renameOf('CHECKPOINT_segments')?.gone, '9.5');
    assert.deepEqual(catalogFor(10).history('checkpoint_segments'), []);
    assert.equal(renameOf('wal_level'), undefined);
  });
});

suite('what takes their place', () => {
  const cases = [
    ['wal_keep_segments', '32', 13, 'wal_keep_size', '512MB'],
    ['wal_keep_segments', ' 64 ', 18, 'wal_keep_size', '1GB'],
    ['wal_keep_segments', '0', 13, 'wal_keep_size', '0'],
    ['wal_keep_segments', '0x20', 13, 'wal_keep_size', undefined],
    ['wal_keep_segments', '010', 13, 'wal_keep_size', undefined],
    ['checkpoint_segments', '32', 10, 'max_wal_size', '1536MB'],
    ['checkpoint_segments', '64', 10, 'max_wal_size', '3GB'],
    ['trigger_file', '/run/promote', 12, 'promote_trigger_file', '/run/promote'],
    ['force_parallel_mode', 'regress', 16, 'debug_parallel_query', 'regress'],
    ['io_workers', '5', 19, 'io_max_workers', '5'],
    ['unix_socket_directory', '/run', 10, 'unix_socket_directories', '/run'],
  ] as const;
  for (const [name, value, major, successor, converted] of cases) {
    test(`${name} = ${value} in ${major}`, () => {
      assert.deepEqual(successorOf(name, value, major), { name: successor, value: converted });
    });
  }

  test('nothing where the major has no successor, or still has the name', () => {
    assert.equal(successorOf('trigger_file', '/run/x', 16), undefined);
    assert.equal(successorOf('standby_mode', 'on', 12), undefined);
    assert.equal(successorOf('io_workers', '5', 18), undefined);
    assert.equal(successorOf('nonsense', '1', 18), undefined);
  });

  test('a successor is a parameter of the release that made the change, or of 10', () => {
    for (const name of [
      'wal_keep_segments',
      'checkpoint_segments',
      'stats_row_level',
      'virtual_host',
      'redirect_stderr',
    ]) {
      const rename = renameOf(name);
      const major = Math.max(10, Math.floor(Number(rename?.gone)));
      const since = majors.find((known) => known === major) ?? newestMajor;
      assert.ok(rename?.successor && catalogFor(since).get(rename.successor), name);
    }
  });
});
