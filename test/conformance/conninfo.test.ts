import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Client } from 'pg';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { parseConninfo } from '../../core/src/syntax/conninfo.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { conninfoSyntax, conninfoValues } from '../support/conninfo-cases.ts';
import { SeededRandom } from '../support/seeded-random.ts';

const installed = installedMajors();
const casesEach = Number(process.env['PG_CASES'] ?? 1200);

/** Codes of problems that are found when a string is read; the others show when libpq connects. */
const ofReading =
  /^conninfo(NoEquals|OpenQuote|UnknownKeyword|MisspeltKeyword|LaterKeyword|FormerKeyword|Uri[A-Za-z]+)$/;

/** What the server says to a subscription with this string; undefined if it takes it. */
async function subscribe(client: Client, text: string, connect: boolean): Promise<string | undefined> {
  const literal = `'${text.replaceAll("'", "''")}'`;
  try {
    await client.query(`CREATE SUBSCRIPTION s CONNECTION ${literal} PUBLICATION p WITH (connect = ${connect})`);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  await client.query('ALTER SUBSCRIPTION s SET (slot_name = NONE)');
  await client.query('DROP SUBSCRIPTION s');
  return undefined;
}

/** Whether the server's own libpq reads the string; other complaints of the command are not about it. */
async function isReadable(client: Client, text: string): Promise<boolean> {
  return !(await subscribe(client, text, false))?.includes('invalid connection string syntax');
}

/** Whether libpq got as far as an address where nobody listens. */
async function reachesAddress(client: Client, text: string): Promise<boolean> {
  const message = (await subscribe(client, text, true)) ?? '';
  return /Connection refused|No such file or directory/.test(message);
}

async function compareReading(client: Client, random: SeededRandom, major: Major): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (let count = 0; count < casesEach; count++) {
    const text = conninfoSyntax(random, major);
    const ours = !parseConninfo(text, major).problems.some(({ code }) => ofReading.test(code));
    if (ours !== (await isReadable(client, text))) wrong.push(`${JSON.stringify(text)}: we say ${ours}`);
  }
  return wrong;
}

async function compareValues(client: Client, random: SeededRandom, major: Major): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (let count = 0; count < casesEach; count++) {
    const text = conninfoValues(random, major);
    const ours = parseConninfo(text, major).problems.length === 0;
    if (ours !== (await reachesAddress(client, text))) wrong.push(`${JSON.stringify(text)}: we say ${ours}`);
  }
  return wrong;
}

suite('connection strings, as the libpq of each server judges them', () => {
  for (const major of majors) {
    test(`PostgreSQL ${major}`, async (t) => {
      if (!installed.includes(major)) return t.skip(`PostgreSQL ${major} is not installed: its libpq is not compared`);
      const random = new SeededRandom(major);
      const server = await PostgresServer.start(major, 'wal_level = logical\n');
      try {
        const client = await server.connect();
        const wrong = [
          ...(await compareReading(client, random, major)),
          ...(await compareValues(client, random, major)),
        ];
        await client.end();
        t.diagnostic(`${2 * casesEach} strings compared, PG_SEED=${random.seed}`);
        assert.deepEqual(wrong, []);
      } finally {
        await server.discard();
      }
    });
  }
});
