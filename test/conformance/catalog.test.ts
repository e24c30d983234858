import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { catalogFor } from '../../core/src/catalog/catalog.ts';
import { hbaFacts } from '../../core/src/catalog/hba-facts.ts';
import { abbreviationSets, encodingName, timeZoneName } from '../../core/src/catalog/names.ts';
import { type Major, majors, type Parameter } from '../../core/src/catalog/parameter.ts';
import { conninfoKeywordNames } from '../../core/src/syntax/conninfo-keywords.ts';
import { findUnlisted } from '../../tools/catalog/find-unlisted.ts';
import { dataFiles } from '../../tools/catalog/merge-spans.ts';
import { type MajorFacts, readMajor } from '../../tools/catalog/read-major.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { skipMajor } from '../../tools/postgres/programs.ts';

const data = join(dirname(fileURLToPath(import.meta.url)), '../../core/src/catalog/data');
const snapshots = new Map<Major, MajorFacts>();

function byName(parameters: Iterable<Parameter>): ReadonlyMap<string, Parameter> {
  return new Map(Array.from(parameters, (parameter) => [parameter.name, parameter]));
}

/** Whether libpq in the server knows the keyword: subscriptions check their connection string at once. */
async function libpqKnows(client: Client, keyword: string): Promise<boolean> {
  await client.query('begin');
  try {
    await client.query(`create subscription s connection '${keyword}=x' publication p with (connect = false)`);
    return true;
  } catch (error) {
    assert.ok(error instanceof Error);
    return !/invalid connection option/.test(error.message);
  } finally {
    await client.query('rollback');
  }
}

for (const major of majors) {
  suite(`the catalogue against a server of ${major}`, { skip: skipMajor(major) }, () => {
    let server: PostgresServer;
    let facts: MajorFacts;
    before(async () => {
      server = await PostgresServer.start(major);
      facts = await readMajor(server);
      snapshots.set(major, facts);
    });
    after(() => server.discard());

    test('parameters: types, units, ranges, words, boot values, contexts', () => {
      const committed = byName(catalogFor(major).parameters);
      const read = byName(facts.parameters);
      assert.deepEqual([...committed.keys()].toSorted(), [...read.keys()].toSorted());
      for (const [name, parameter] of read) assert.deepEqual(committed.get(name), parameter);
    });

    test('no word of the server program is a parameter that the catalogue lacks', () => {
      const catalog = catalogFor(major);
      const unlisted = findUnlisted(server, new Set());
      assert.ok(unlisted.length > 200);
      assert.deepEqual(
        unlisted.filter((name) => !catalog.get(name)),
        [],
      );
    });

    test('record types, methods and options of pg_hba.conf', () => {
      const known = hbaFacts(major);
      const read = (wanted: string) => facts.hba.filter(({ kind }) => kind === wanted);
      const names = (wanted: string) => read(wanted).map(({ name }) => name);
      assert.deepEqual([...known.types].toSorted(), names('type').toSorted());
      assert.deepEqual([...known.methods].toSorted(), names('method').toSorted());
      assert.deepEqual(known.options.map(({ name }) => name).toSorted(), names('option').toSorted());
      for (const { name, methods, types } of read('option')) {
        assert.deepEqual(known.option(name), { name, methods, types });
      }
    });

    test('encodings, time zones and sets of abbreviations', () => {
      for (const { kind, name, canonical } of facts.names) {
        if (kind === 'encoding') assert.equal(encodingName(name, major), canonical);
        if (kind === 'timeZone') assert.equal(timeZoneName(name), name);
        if (kind === 'abbreviations') assert.ok(abbreviationSets.includes(name));
      }
    });

    test('keywords of connection strings', async () => {
      const client = await server.connect();
      try {
        const known = new Set(conninfoKeywordNames(major));
        for (const keyword of new Set(majors.flatMap(conninfoKeywordNames))) {
          assert.equal(await libpqKnows(client, keyword), known.has(keyword), keyword);
        }
      } finally {
        await client.end();
      }
    });
  });
}

test('the committed files are what "npm run catalog" writes', (t) => {
  const missing = majors.filter((major) => !snapshots.has(major));
  if (missing.length > 0)
    return t.skip(`needs servers of every major; not here or not asked for: ${missing.join(', ')}`);
  for (const [name, text] of dataFiles(snapshots)) assert.equal(readFileSync(join(data, name), 'utf8'), text, name);
});
