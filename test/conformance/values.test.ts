import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { catalogFor } from '../../core/src/catalog/catalog.ts';
import { type Major, majors, type Parameter } from '../../core/src/catalog/parameter.ts';
import { parseNumber } from '../../core/src/syntax/value.ts';
import { checkValue } from '../../core/src/values/check-value.ts';
import { machineValues } from '../../core/src/values/machine-values.ts';
import { makeDataDirectory, removeDataDirectory } from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { seed } from '../support/random.ts';
import { valueFor } from './values-cases.ts';
import { refusedOf, type ValueCase } from './values-oracle.ts';
import { randomOf } from './values-random.ts';

interface Case extends ValueCase {
  readonly parameter: Parameter;
}

/** One round has one value for each parameter: some three hundred cases. */
const rounds = Number(process.env['PG_ROUNDS'] ?? 24);
const leastCases = 5000;

/** The start-up reader holds each of these against others, so each is read alone. */
const processes = ['max_connections', 'autovacuum_max_workers', 'max_worker_processes', 'max_wal_senders'];
const readAlone = [
  ...processes,
  'log_statement_stats',
  'recovery_target',
  'recovery_target_lsn',
  'recovery_target_name',
  'recovery_target_time',
  'recovery_target_xid',
];

/** Whether the value depends on the machine; what we refuse all the same is compared. */
function isMachineValue({ name, value }: Case, refused: boolean): boolean {
  return machineValues.some(({ parameters, values }) => {
    if (!parameters.includes(name)) return false;
    return values ? values.some((word) => value.toLowerCase().includes(word)) : !refused;
  });
}

/** Up to 17 the line is refused whose value brings the sum of all processes above the limit; that is a rule of its own. */
function exceedsSum({ name, value, parameter }: Case, major: Major): boolean {
  if (major >= 18 || !processes.includes(name) || (name === 'max_wal_senders' && major <= 11)) return false;
  const others = processes.filter((it) => it !== name && (it !== 'max_wal_senders' || major >= 12));
  const sum = others.reduce((total, it) => total + Number(catalogFor(major).get(it)?.boot ?? 0), 1);
  return sum + (parseNumber(value, parameter, major) ?? 0) > 262_143;
}

/** What 15 and later find out only once the libraries are loaded; the table of real starts has it. */
function isFoundLater({ name }: Case, code: string | undefined, major: Major): boolean {
  return name === 'wal_consistency_checking' && major >= 15 && code === 'badWord';
}

function* disagreements(major: Major, data: string, cases: readonly Case[]): Generator<string> {
  const together = cases.filter(({ name }) => !readAlone.includes(name));
  const alone = cases.filter(({ name }) => readAlone.includes(name)).map((one) => [one]);
  for (const group of [together, ...alone]) {
    const refused = refusedOf(major, data, group);
    for (const one of group) {
      const problem = checkValue(one.parameter, one.value, major);
      const ours = problem !== undefined || exceedsSum(one, major);
      if (ours === refused.has(one) || isFoundLater(one, problem?.code, major)) continue;
      const verdict = refused.has(one) ? 'refuses' : 'accepts';
      yield `${one.name} = ${JSON.stringify(one.value)}: the server ${verdict}, we say ${problem?.code ?? 'nothing'}`;
    }
  }
}

function casesOf(major: Major): readonly (readonly Case[])[] {
  const random = randomOf(major);
  const parameters = [...catalogFor(major).parameters].filter(({ context }) => context !== 'recovery');
  return Array.from({ length: rounds }, () =>
    parameters
      .map((parameter) => ({ name: parameter.name, value: valueFor(random, parameter, major), parameter }))
      .filter((one) => !isMachineValue(one, checkValue(one.parameter, one.value, major) !== undefined)),
  );
}

suite(`every parameter, every kind of value (PG_SEED=${seed})`, () => {
  for (const major of majors) {
    test(`PostgreSQL ${major}`, (t) => {
      if (!installedMajors().includes(major))
        return t.skip(`PostgreSQL ${major} is not installed: nothing is compared`);
      const data = makeDataDirectory(major);
      try {
        const batches = casesOf(major);
        const count = batches.flat().length;
        const found = batches.flatMap((cases) => [...disagreements(major, data, cases)]);
        t.diagnostic(`${count} values of PostgreSQL ${major}, ${found.length} disagreements, seed ${seed}`);
        assert.deepEqual(found, []);
        assert.ok(count >= leastCases || process.env['PG_ROUNDS'] !== undefined, `only ${count} cases`);
      } finally {
        removeDataDirectory(data);
      }
    });
  }
});
