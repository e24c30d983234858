import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresServer } from '../postgres/postgres-server.ts';
import { programsOf } from '../postgres/programs.ts';
import { programWords } from './program-words.ts';

/** A name that values of some parameters may be. */
export interface ServerName {
  readonly kind: 'encoding' | 'timeZone' | 'abbreviations';
  readonly name: string;
  /** The name by which the server itself calls the encoding. */
  readonly canonical?: string;
}

/** Encoding names without case and punctuation, as the server compares them (`encnames.c:clean_encoding_name`). */
async function encodings(server: PostgresServer): Promise<readonly ServerName[]> {
  const words = [...programWords(server.major)].map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const rows = await server.query<{ name: string; canonical: string }>(
    `select word as name, pg_encoding_to_char(pg_char_to_encoding(word)) as canonical
       from unnest($1::text[]) as word
      where pg_char_to_encoding(word) >= 0`,
    [[...new Set(words)].filter((word) => word !== '' && word.length <= 32)],
  );
  return rows.map(({ name, canonical }) => ({ kind: 'encoding', name, canonical }));
}

/**
 * Names of zones; the copies for other ways to count leap seconds, which only some builds have, are left out. A build
 * that takes the zones of the machine it runs on says nothing about its major.
 */
async function timeZones(server: PostgresServer): Promise<readonly string[]> {
  const share = programsOf(server.major)?.share;
  if (share === undefined || !existsSync(join(share, 'timezone'))) return [];
  const rows = await server.query<{ name: string }>(
    "select name from pg_timezone_names where name !~ '^(posix|right)/' and name not in ('localtime', 'posixrules')",
  );
  return rows.map(({ name }) => name);
}

/** The names of the readable files among the sets of abbreviations: only letters may be in them. */
function abbreviationSets(server: PostgresServer): readonly string[] {
  const share = programsOf(server.major)?.share;
  if (share === undefined) return [];
  return readdirSync(join(share, 'timezonesets')).filter((name) => /^[A-Za-z]+$/.test(name));
}

/** Every name of one major that check hooks compare values with. */
export async function readNames(server: PostgresServer): Promise<readonly ServerName[]> {
  return [
    ...(await encodings(server)),
    ...(await timeZones(server)).map((name) => ({ kind: 'timeZone', name }) as const),
    ...abbreviationSets(server).map((name) => ({ kind: 'abbreviations', name }) as const),
  ];
}
