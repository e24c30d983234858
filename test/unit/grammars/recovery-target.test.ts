import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Major } from '../../../core/src/catalog/parameter.ts';
import { checkRecoveryTarget, numberBefore } from '../../../core/src/syntax/recovery-target.ts';

function check(name: string, cases: readonly (readonly [Major, string, string | undefined])[]): void {
  suite(name, () => {
    for (const [major, value, code] of cases) {
      test(`${major}: ${JSON.stringify(value)}`, () => {
        assert.equal(checkRecoveryTarget(name, value, major)?.code, code);
      });
    }
  });
}

check('recovery_target', [
  [18, '', undefined],
  [18, 'immediate', undefined],
  [18, 'Immediate', 'targetImmediate'],
  [11, '', 'targetImmediate'],
]);

check('recovery_target_name', [
  [18, 'x'.repeat(63), undefined],
  [18, 'é'.repeat(32), 'targetNameLong'],
]);

check('recovery_target_xid', [
  [18, 'garbage', undefined],
  [18, '18446744073709551616', 'targetNumber'],
  [19, 'garbage', 'targetNumber'],
  [19, '0x10', undefined],
  [19, '2', 'targetXidLow'],
  [19, '4294967296', 'targetXidLow'],
]);

check('recovery_target_timeline', [
  [18, 'Latest', undefined],
  [19, 'Latest', 'targetNumber'],
  [19, 'latest', undefined],
  [19, '0', 'targetTimelineRange'],
]);

check('recovery_target_lsn', [
  [18, '0/3000000', undefined],
  [18, '', undefined],
  [11, '', 'targetLsn'],
  [18, '3000000', 'targetLsn'],
]);

check('recovery_target_action', [
  [11, 'pause', undefined],
  [11, 'Pause', 'targetAction'],
  [12, 'Pause', undefined],
]);

check('recovery_target_time', [
  [18, '', undefined],
  [10, '', 'targetTime'],
  [18, '2026-01-02 03:04:05.5+05:30', undefined],
  [18, '20260102T030405', undefined],
  [18, 'Jan 2 2026 04:05 Europe/Berlin', undefined],
  [18, 'J2451187', undefined],
  [18, 'J2451187-', undefined],
  [18, '03 24 29.4277', 'targetTime'],
  [18, '2026-01-02 BC', undefined],
  [18, '2026-02-29', 'targetTime'],
  [18, '2026-01-02 24:00', undefined],
  [18, '2026-01-02 24:01', 'targetTime'],
  [18, '2026-01-02 04:05 Europe/Nowhere', 'targetTime'],
  [11, '2026-01-02 04:05 PST', undefined],
  [18, '2026-01-02 04:05 PST', 'targetTime'],
  [18, '294277-01-01', 'targetTime'],
  [18, '04:05', 'targetTime'],
  [18, 'now', 'targetTimeRelative'],
  [18, 'NOW', undefined],
  [10, 'yesterday', undefined],
  [11, 'yesterday', 'targetTimeRelative'],
  [18, 'Infinity', 'targetTimeRelative'],
  [11, 'Infinity', undefined],
  [14, '2026-01-02 04:05:06.', 'targetTime'],
  [15, '2026-01-02 04:05:06.', undefined],
  [15, 'y2001m02d04', undefined],
  [16, 'y2001m02d04', 'targetTime'],
]);

test('other parameters are none of its business', () => {
  assert.equal(checkRecoveryTarget('wal_level', 'garbage', 18), undefined);
});

test('the number at the start of a text', () => {
  const numbers = ['', 'x', '12x', '0x10', '010', ' -1'].map(numberBefore);
  assert.deepEqual(numbers, [0n, 0n, 12n, 16n, 8n, -1n]);
});
