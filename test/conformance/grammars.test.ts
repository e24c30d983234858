import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { checkRecoveryTarget } from '../../core/src/syntax/recovery-target.ts';
import { checkSlotName } from '../../core/src/syntax/slot-names.ts';
import { parseSynchronizedStandbySlots } from '../../core/src/syntax/synchronized-standby-slots.ts';
import { parseSynchronousStandbyNames } from '../../core/src/syntax/synchronous-standby-names.ts';
import {
  makeDataDirectory,
  readConfiguration,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { slotList, slotName, synchronousNames } from '../support/grammar-cases.ts';
import { recoveryTarget } from '../support/recovery-target-cases.ts';
import { SeededRandom } from '../support/seeded-random.ts';

const installed = installedMajors();
const casesEach = Number(process.env['PG_CASES'] ?? 250);

interface Grammar {
  readonly parameter: string;
  readonly first: Major;
  readonly share: number;
  make(random: SeededRandom): string;
  accepts(value: string, major: Major): boolean;
}

const target = (parameter: string, share: number): Grammar => ({
  parameter,
  first: 12,
  share,
  make: (random) => recoveryTarget(random, parameter),
  accepts: (value, major) => checkRecoveryTarget(parameter, value, major) === undefined,
});

const grammars: readonly Grammar[] = [
  {
    parameter: 'synchronous_standby_names',
    first: 10,
    share: 1,
    make: synchronousNames,
    accepts: (value) => !('code' in parseSynchronousStandbyNames(value)),
  },
  {
    parameter: 'synchronized_standby_slots',
    first: 17,
    share: 1,
    make: slotList,
    accepts: (value, major) => parseSynchronizedStandbySlots(value, major).problems.length === 0,
  },
  {
    parameter: 'primary_slot_name',
    first: 12,
    share: 0.4,
    make: slotName,
    accepts: (value, major) => value === '' || checkSlotName(value, major) === undefined,
  },
  target('recovery_target', 0.1),
  target('recovery_target_name', 0.2),
  target('recovery_target_xid', 0.4),
  target('recovery_target_lsn', 0.4),
  target('recovery_target_timeline', 0.4),
  target('recovery_target_time', 2),
];

function inQuotes(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n')}'`;
}

/** The values about which the server and we disagree. */
function disagreements(major: Major, data: string, random: SeededRandom): { readonly count: number; wrong: string[] } {
  const wrong: string[] = [];
  let count = 0;
  for (const { parameter, first, share, make, accepts } of grammars) {
    if (major < first) continue;
    const values = new Set(Array.from({ length: Math.ceil(casesEach * share) }, () => make(random)));
    for (const value of values) {
      writeServerFile(join(data, 'postgresql.conf'), `${parameter} = ${inQuotes(value)}\n`);
      const { accepted } = readConfiguration(major, data);
      count++;
      if (accepted !== accepts(value, major)) {
        wrong.push(`${parameter} = ${JSON.stringify(value)}: the server ${accepted ? 'takes' : 'refuses'} it`);
      }
    }
  }
  return { count, wrong };
}

suite('grammars inside values, as the start-up reader judges them', () => {
  for (const major of majors) {
    test(`PostgreSQL ${major}`, (t) => {
      if (!installed.includes(major))
        return t.skip(`PostgreSQL ${major} is not installed: its grammars are not compared`);
      const random = new SeededRandom(major);
      const data = makeDataDirectory(major);
      const { count, wrong } = disagreements(major, data, random);
      removeDataDirectory(data);
      t.diagnostic(`${count} values compared, PG_SEED=${random.seed}`);
      assert.notEqual(count, 0);
      assert.deepEqual(wrong, []);
    });
  }
});
