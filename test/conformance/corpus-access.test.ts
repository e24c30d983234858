import assert from 'node:assert/strict';
import { dirname, join, relative } from 'node:path';
import { suite, test } from 'node:test';
import type { Client } from 'pg';
import type { Linted } from '../../cli/src/lint-folder.ts';
import { majors } from '../../core/src/catalog/parameter.ts';
import type { FileKind, SourceFile } from '../../core/src/model/server-config.ts';
import { makeServerFolder, PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { programsOf } from '../../tools/postgres/programs.ts';
import { corpusCases, serversOf } from './corpus.ts';
import { refusedLines } from './hba-refusals.ts';

/** What the builds at hand lack is no mistake of the file. */
const onlyBuild = /not supported by this build/;

const cases = await Promise.all(corpusCases.map(async (name) => ({ name, servers: await serversOf(name) })));

const plain = (linted: Linted) => linted.server.templates === undefined;

function filesOf({ server }: Linted, kind: FileKind): readonly SourceFile[] {
  return server.files.filter((file) => file.kind === kind);
}

/** Whether we say that the reader of those files refuses something. */
function weRefuse({ findings }: Linted, files: readonly SourceFile[]): boolean {
  const ours = new Set(files.map(({ uri }) => uri));
  return findings.some(({ severity, group, at }) => severity === 'error' && group === 'syntax' && ours.has(at.uri));
}

/** Writes what a file refers to, where the server looks for it; returns the text of the file itself. */
function place(server: PostgresServer, [first, ...others]: readonly SourceFile[]): string {
  for (const { uri, text } of others) {
    const path = join(server.data, relative(dirname(first?.uri ?? ''), uri));
    makeServerFolder(dirname(path));
    writeServerFile(path, text);
  }
  return first?.text ?? '';
}

async function differences(linted: Linted, name: string, server: PostgresServer, client: Client): Promise<string[]> {
  const files = { hba: filesOf(linted, 'hba'), ident: filesOf(linted, 'ident') };
  const before = server.log.length;
  const [hba, ident] = [place(server, files.hba), place(server, files.ident)];
  const refused = await refusedLines(server, client, hba || 'local all all trust\n', ident);
  const log = server.log.slice(before);
  if (onlyBuild.test(log)) return [];
  const theirs = {
    hba: /pg_hba\.conf"? was not reloaded/.test(log),
    // Its last line is the marker of `refusedLines`.
    ident: [...refused.ident].some((line) => line <= ident.split('\n').length),
  };
  return (['hba', 'ident'] as const)
    .filter((kind) => files[kind].length > 0 && weRefuse(linted, files[kind]) !== theirs[kind])
    .map((kind) => `${name}, ${linted.server.name}, ${kind}: the server ${theirs[kind] ? 'refuses' : 'takes'} it`);
}

suite('who may connect in set-ups as people have them, put to real servers', { concurrency: 2 }, () => {
  for (const major of majors) {
    const its = cases.flatMap(({ name, servers }) =>
      servers
        .filter((it) => it.server.catalog.major === major && plain(it) && filesOf(it, 'hba').length > 0)
        .map((linted) => ({ name, linted })),
    );
    if (its.length === 0) continue;
    test(`${major}: ${its.length} servers`, async (t) => {
      if (!programsOf(major)) return t.skip(`PostgreSQL ${major} is not installed`);
      const server = await PostgresServer.start(major);
      t.after(() => server.discard());
      const client = await server.connect();
      const wrong: string[] = [];
      for (const { name, linted } of its) wrong.push(...(await differences(linted, name, server, client)));
      await client.end();
      assert.deepEqual(wrong, []);
    });
  }
});
