import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { readHba, readIdent } from '../../core/src/model/auth-files.ts';
import { LineIndex } from '../../core/src/text/line-index.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { programsOf } from '../../tools/postgres/programs.ts';
import { inMemoryFiles } from '../support/in-memory-files.ts';
import { Random, seed } from '../support/random.ts';
import { hbaLine, identLine } from './hba-cases.ts';
import { refusedLines } from './hba-refusals.ts';

const linesOfFile = 250;
const files = 10;

async function ourRefusedLines(kind: 'hba' | 'ident', text: string, major: Major): Promise<Set<number>> {
  const { problems } = await (kind === 'hba' ? readHba : readIdent)(inMemoryFiles({}), 'x', text, major, () => true);
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
