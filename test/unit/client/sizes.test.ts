import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { formatBytes, formatDuration, formatRate } from '../../../client/src/live/sizes.ts';

suite('sizes for people', () => {
  test('bytes are counted in 1024s, as PostgreSQL does', () => {
    const cases: readonly (readonly [bigint | number, string])[] = [
      [0n, '0 bytes'],
      [1n, '1 byte'],
      [1023n, '1023 bytes'],
      [1024n, '1 kB'],
      [1536n, '1.5 kB'],
      [2_202_010n, '2.1 MB'],
      [16n * 1024n * 1024n, '16 MB'],
      [1024n * 1024n - 1n, '1 MB'],
      [1000n * 1024n, '1000 kB'],
      [213n * 1024n ** 3n, '213 GB'],
      [5n * 1024n ** 4n, '5 TB'],
      [2n ** 62n, '4096 PB'],
      [-1536n, '-1.5 kB'],
      [99.96 * 1024, '100 kB'],
    ];
    for (const [bytes, text] of cases) assert.equal(formatBytes(bytes), text);
  });

  test('a rate is bytes in a second', () => {
    assert.equal(formatRate(1_500_000.4), '1.4 MB/s');
    assert.equal(formatRate(0), '0 bytes/s');
  });

  test('durations have two parts at most', () => {
    const cases: readonly (readonly [number, string])[] = [
      [-5, '0 ms'],
      [0.4, '0 ms'],
      [12, '12 ms'],
      [999.6, '1 s'],
      [3400, '3.4 s'],
      [59_949, '59.9 s'],
      [59_960, '1 min'],
      [303_000, '5 min 3 s'],
      [3_599_700, '1 h'],
      [7_500_000, '2 h 5 min'],
      [86_399_999, '1 d'],
      [273_600_000, '3 d 4 h'],
    ];
    for (const [milliseconds, text] of cases) assert.equal(formatDuration(milliseconds), text);
  });
});
