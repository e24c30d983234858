import { join } from 'node:path';
import type { Client } from 'pg';
import { type PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { eventually } from '../support/eventually.ts';

/** A line at the end of pg_ident.conf that no server takes: once the log names it, both files have been read. */
const marker = 'end-of-this-file';

/** Lines from 1 that the server refuses. */
export type Refused = Record<'hba' | 'ident', Set<number>>;

/** The lines, from 1, that a message names, of the file of that name. */
function namedLines(log: string, name: string): readonly number[] {
  const places = [`line (\\d+) of configuration file ".*${name}"`, `file ".*${name}" at end of line (\\d+)`];
  return places.flatMap((place) => [...log.matchAll(new RegExp(place, 'g'))].map((found) => Number(found[1])));
}

/** Up to 15 the log names a regular expression it refuses, but not its line. */
function linesWithRefusedPatterns(log: string, ident: string): readonly number[] {
  const refused = new Set([...log.matchAll(/invalid regular expression "(.*)": /g)].map((found) => `/${found[1]}`));
  return ident.split('\n').flatMap((line, at) => {
    const user = /^\s*(?:"[^"]*"|\S)+\s+("[^"]*"|\S+)/.exec(line)?.[1]?.replaceAll('"', '');
    return user !== undefined && refused.has(user) ? [at + 1] : [];
  });
}

/**
 * The lines that the loader complains about at a reload. The view adds those of pg_hba.conf whose complaint names no line
 * (a file behind `@`), and misses others (`clientcert`).
 */
export async function refusedLines(
  server: PostgresServer,
  client: Client,
  hba: string,
  ident: string,
): Promise<Refused> {
  writeServerFile(join(server.data, 'pg_hba.conf'), hba);
  writeServerFile(join(server.data, 'pg_ident.conf'), `${ident}\n${marker}\n`);
  const before = server.log.length;
  server.reload();
  const log = await eventually(() =>
    /pg_ident\.conf"? was not reloaded/.test(server.log.slice(before)) ? server.log.slice(before) : undefined,
  );
  const view = await client.query<{ line: number }>(
    'select line_number as line from pg_hba_file_rules where error is not null',
  );
  const patterns = server.major <= 15 ? linesWithRefusedPatterns(log, ident) : [];
  return {
    hba: new Set([...namedLines(log, 'pg_hba\\.conf'), ...view.rows.map(({ line }) => line)]),
    ident: new Set([...namedLines(log, 'pg_ident\\.conf'), ...patterns]),
  };
}
