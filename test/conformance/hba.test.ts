import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Client } from 'pg';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { readHba, readIdent } from '../../core/src/model/auth-files.ts';
import { LineIndex } from '../../core/src/text/line-index.ts';
import { PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { programsOf } from '../../tools/postgres/programs.ts';
import { eventually } from '../support/eventually.ts';
import { inMemoryFiles } from '../support/in-memory-files.ts';
import { Random, seed } from '../support/random.ts';
import { hbaLine, identLine } from './hba-cases.ts';

const linesOfFile = 250;
const files = 10;

/** A line at the end of pg_ident.conf that no server takes: once the log names it, both files have been read. */
const marker = 'end-of-this-file';

type Refused = Record<'hba' | 'ident', Set<number>>;

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
async function refusedLines(server: PostgresServer, client: Client, hba: string, ident: string): Promise<Refused> {
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

async function ourRefusedLines(kind: 'hba' | 'ident', text: string, major: Major): Promise<Set<number>> {
  const { problems } = await (kind === 'hba' ? readHba : readIdent)(inMemoryFiles({}), 'x', text, major);
  const index = new LineIndex(text);
  return new Set(problems.map(({ range }) => index.position(range.start).line + 1));
}

/** What npm's builds lack is not a fact about a major: such lines are only compared where the build has it. */
const onlyBuild = /not supported by this build|SSL is disabled|GSSAPI is not supported/;

suite(`pg_hba.conf and pg_ident.conf are read as the server reads them (seed ${seed})`, () => {
  for (const major of majors) {
    test(`${major}: thousands of lines`, async (t) => {
      if (!programsOf(major)) return t.skip(`PostgreSQL ${major} is not installed`);
      const server = await PostgresServer.start(major);
      t.after(() => server.discard());
      const client = await server.connect();
      const random = new Random(seed + major);
      const wrong: string[] = [];
      let refused = 0;
      for (let file = 0; file < files; file++) {
        const hbaLines = Array.from({ length: linesOfFile }, () => hbaLine(random, major));
        const identLines = Array.from({ length: linesOfFile }, () => identLine(random, major));
        const texts = { hba: hbaLines.join('\n'), ident: identLines.join('\n') };
        const theirs = await refusedLines(server, client, texts.hba, texts.ident);
        for (const kind of ['hba', 'ident'] as const) {
          const ours = await ourRefusedLines(kind, texts[kind], major);
          refused += theirs[kind].size;
          for (const [at, line] of texts[kind].split('\n').entries()) {
            if (theirs[kind].has(at + 1) !== ours.has(at + 1))
              wrong.push(`${kind} ${ours.has(at + 1) ? 'ours' : 'server'} refuses: ${line}`);
          }
        }
      }
      assert.doesNotMatch(server.log, onlyBuild, 'a case that depends on the build');
      await client.end();
      assert.deepEqual(wrong.slice(0, 30), [], `${wrong.length} lines differ`);
      assert.ok(refused > 1000, 'the server refused many lines');
    });
  }
});
