import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { type Major, readServer, type ServerConfig } from '../../core/src/index.ts';
import { isSameName, type NameKind, type Occurrence } from '../../server/src/features/name-occurrence.ts';
import { namesOf } from '../../server/src/features/names-around.ts';
import { refuseName } from '../../server/src/features/refuse-name.ts';
import { inMemoryFiles } from '../support/in-memory-files.ts';

/** Every form in which a name may stand. */
const files: Readonly<Record<string, string>> = {
  'postgresql.conf': [
    'synchronous_standby_names = \'FIRST 1 (old, "old", other)\'',
    'synchronous_standby_names = old',
    'synchronized_standby_slots = \'slot, "slot",other_slot\'',
    "primary_slot_name = 'slot'",
    'primary_slot_name = slot',
    "primary_conninfo = 'host=a user=role application_name=old port=1'",
    "primary_conninfo = 'application_name=''old''user=\\'role\\' port=1'",
    "primary_conninfo = 'postgresql://role@a/db?application_name=old&connect_timeout=3'",
    "cluster_name = 'old'",
    'cluster_name = old',
    '',
  ].join('\n'),
  'pg_hba.conf': [
    'hostssl all role,+role,"role",@list,other all cert map=map',
    'hostssl all +"role" all cert "map=map"',
    'hostssl all other all cert ma"p=ma"p clientname=CN',
    '',
  ].join('\n'),
  list: 'role, +role\n"role"\n',
  'pg_ident.conf': 'map cn role\n"map" cn "role"\nmap /^(.*)@x$ \\1\n',
};

const names: Readonly<Record<NameKind, string>> = { standby: 'old', slot: 'slot', role: 'role', map: 'map' };

async function read(texts: Readonly<Record<string, string>>, major: Major): Promise<ServerConfig> {
  const disk = new Map(Object.entries(texts).map(([path, text]) => [`/pg/${path}`, text]));
  return readServer(inMemoryFiles(disk), '/pg', { major });
}

function renamed(places: readonly Occurrence[], name: string): Readonly<Record<string, string>> {
  const texts = { ...files };
  for (const { at, rewrite } of places.toSorted((a, b) => b.at.range.start - a.at.range.start)) {
    const path = at.uri.slice('/pg/'.length);
    const text = texts[path] ?? '';
    texts[path] = text.slice(0, at.range.start) + rewrite(name) + text.slice(at.range.end);
  }
  return texts;
}

/** The other names and how often they stand there. */
function others(server: ServerConfig, name: Pick<Occurrence, 'kind' | 'name'>): readonly string[] {
  return namesOf(server)
    .filter((other) => !isSameName(other, name))
    .map((other) => `${other.kind} ${other.name}`);
}

const characters = fc.constantFrom(...'ab1_AZ \t\'"\\,#@+/=%&?:-*$()é'.split(''));
const wanted = fc.oneof(
  fc.string({ unit: characters, minLength: 1, maxLength: 12 }),
  fc.constantFrom('all', 'first', 'ANY', 'include', '42', 'replication', '@x', '+x', 'x\\'),
);

suite('a rename is read back as it was meant', () => {
  for (const major of [12, 15, 17] as const) {
    for (const [kind, name] of Object.entries(names)) {
      test(`${kind} in ${major}`, async () => {
        const server = await read(files, major);
        const places = namesOf(server).filter((it) => it.kind === kind && it.name === name);
        const [first] = places;
        assert.ok(first && places.length >= (major < 17 && kind === 'slot' ? 2 : 4), `${places.length} places`);
        await fc.assert(
          fc.asyncProperty(wanted, async (newName) => {
            if (refuseName(first, newName, [server], namesOf(server)) !== undefined) return;
            const texts = renamed(places, newName);
            const after = await read(texts, major);
            const found = namesOf(after).filter((it) => it.kind === kind && it.name === newName);
            assert.equal(found.length, places.length, JSON.stringify(texts));
            assert.deepEqual(others(after, { kind: first.kind, name: newName }), others(server, first));
          }),
          { numRuns: 300 },
        );
      });
    }
  }
});
