import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { catalogFor } from '../../core/src/catalog/catalog.ts';
import { hbaFacts } from '../../core/src/catalog/hba-facts.ts';
import { encodingName, timeZoneName } from '../../core/src/catalog/names.ts';
import { type Major, majors, type Parameter } from '../../core/src/catalog/parameter.ts';
import { conninfoKeywordNames } from '../../core/src/syntax/conninfo-keywords.ts';
import { findUnlisted } from '../../tools/catalog/find-unlisted.ts';
import { dataFiles } from '../../tools/catalog/merge-spans.ts';
import { type MajorFacts, readMajor } from '../../tools/catalog/read-major.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';

const data = join(dirname(fileURLToPath(import.meta.url)), '../../core/src/catalog/data');
const snapshots = new Map<Major, MajorFacts>();

function byName(parameters: Iterable<Parameter>): ReadonlyMap<string, Parameter> {
  return new Map(Array.from(parameters, (parameter) => [parameter.name, parameter]));
}

async function snapshotOf(major: Major): Promise<MajorFacts> {
  const known = snapshots.get(major);
  if (known) return known;
  const facts = await readMajor(major);
  snapshots.set(major, facts);
  return facts;
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

for (const major of installedMajors()) {
  suite(`the catalogue against a server of ${major}`, () => {
    test('parameters: types, units, ranges, words, boot values, contexts', async () => {
      const { parameters } = await snapshotOf(major);
      const committed = byName(catalogFor(major).parameters);
      const read = byName(parameters);
      assert.deepEqual([...committed.keys()].toSorted(), [...read.keys()].toSorted());
      for (const [name, parameter] of read) assert.deepEqual(committed.get(name), parameter);
    });

    test('no word of the server program is a parameter that the catalogue lacks', () => {
      const catalog = catalogFor(major);
      const unlisted = findUnlisted(major, new Set());
      assert.ok(unlisted.length > 200);
      assert.deepEqual(
        unlisted.filter((name) => !catalog.get(name)),
        [],
      );
    });

    test('record types, methods and options of pg_hba.conf', async () => {
      const { hba } = await snapshotOf(major);
      const facts = hbaFacts(major);
      const read = (wanted: string) => hba.filter(({ kind }) => kind === wanted);
      const names = (wanted: string) => read(wanted).map(({ name }) => name);
      assert.deepEqual([...facts.types].toSorted(), names('type').toSorted());
      assert.deepEqual([...facts.methods].toSorted(), names('method').toSorted());
      assert.deepEqual(facts.options.map(({ name }) => name).toSorted(), names('option').toSorted());
      for (const { name, methods, types } of read('option'))
        assert.deepEqual(facts.option(name), { name, methods, types });
    });

    test('encodings, time zones and sets of abbreviations', async () => {
      const { names } = await snapshotOf(major);
      for (const { kind, name, canonical } of names) {
        if (kind === 'encoding') assert.equal(encodingName(name, major), canonical);
        // 19 comes with the time zones of the machine, which may be newer than the committed ones.
        if (kind === 'timeZone' && major < 19) assert.equal(timeZoneName(name), name);
      }
    });
  });

  suite(`libpq of ${major}`, () => {
    let server: PostgresServer;
    let client: Client;
    before(async () => {
      server = await PostgresServer.start(major);
      client = await server.connect();
    });
    after(async () => {
      await client.end();
      await server.discard();
    });

    test('keywords of connection strings', async () => {
      const known = new Set(conninfoKeywordNames(major));
      for (const keyword of new Set(majors.flatMap(conninfoKeywordNames))) {
        assert.equal(await libpqKnows(client, keyword), known.has(keyword), keyword);
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
