import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { catalogFor } from '../../core/src/catalog/catalog.ts';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { checkValue } from '../../core/src/values/check-value.ts';
import {
  copyDataDirectory,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { makeEmptyDataDirectory } from '../support/claims.ts';

/** Values that the reader of the files lets pass and a start does not, and their like that start. */
const lateValues: readonly (readonly [name: string, value: string, first: Major])[] = [
  ['wal_consistency_checking', 'foo', 15],
  ['wal_consistency_checking', 'xlog', 15],
  ['wal_consistency_checking', 'Heap2, "Btree"', 15],
];

/** Values of recovery.conf, which only a start reads. */
const recoveryValues: readonly (readonly [name: string, value: string])[] = [
  ['standby_mode', 'maybe'],
  ['recovery_target_inclusive', 'o'],
  ['recovery_min_apply_delay', '5 m'],
  ['recovery_min_apply_delay', '1.5h'],
  ['recovery_target_action', 'Promote'],
  ['recovery_target', ''],
  ['recovery_target_lsn', ''],
  ['primary_slot_name', ''],
  ['primary_slot_name', 'Slot'],
  ['recovery_target_timeline', '99999999999999999999'],
];

const small = "shared_buffers = 1MB\nfsync = off\nautovacuum = off\nlisten_addresses = ''\n";

async function starts(major: Major, fresh: string, files: Readonly<Record<string, string>>): Promise<boolean> {
  const data = copyDataDirectory(fresh);
  try {
    for (const [name, text] of Object.entries(files)) writeServerFile(join(data, name), text);
    const start = await PostgresServer.tryStart(major, data);
    if ('server' in start) await start.server.stop();
    return 'server' in start;
  } finally {
    removeDataDirectory(data);
  }
}

function isTaken(major: Major, name: string, value: string): boolean {
  const catalog = catalogFor(major);
  const parameter = catalog.get(name) ?? catalog.recovery(name);
  assert.ok(parameter, `${name} is a parameter of ${major}`);
  return checkValue(parameter, value, major) === undefined;
}

suite('values that only a start judges', { concurrency: 1 }, () => {
  for (const major of majors) {
    test(`PostgreSQL ${major}`, async (t) => {
      if (!installedMajors().includes(major))
        return t.skip(`PostgreSQL ${major} is not installed: nothing is compared`);
      const fresh = makeEmptyDataDirectory(major);
      try {
        for (const [name, value, first] of lateValues.filter((row) => row[2] <= major)) {
          const started = await starts(major, fresh, { 'postgresql.conf': `${small}${name} = '${value}'\n` });
          assert.equal(isTaken(major, name, value), started, `${name} = ${value}, first in ${first}`);
        }
        for (const [name, value] of major <= 11 ? recoveryValues : []) {
          const started = await starts(major, fresh, {
            'postgresql.conf': small,
            'recovery.conf': `restore_command = 'false'\n${name} = '${value}'\n`,
          });
          assert.ok(!started, `${name} = '${value}' keeps ${major} from starting`);
          assert.ok(!isTaken(major, name, value), `${name} = '${value}' is refused`);
        }
      } finally {
        removeDataDirectory(fresh);
      }
    });
  }
});
