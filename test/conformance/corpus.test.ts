import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { suite, test } from 'node:test';
import type { Linted } from '../../cli/src/lint-folder.ts';
import { makeServerFolder, readConfiguration, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { programsOf } from '../../tools/postgres/programs.ts';
import { corpusCases, serversOf } from './corpus.ts';

/** Groups whose errors say that the reader of postgresql.conf refuses a line. */
const refusals = new Set(['syntax', 'values']);

/** Settings that name places of another machine: a server that only reads its settings looks for them too. */
const elsewhere = /^(?=[ \t]*(?:data_directory|hba_file|ident_file)[ \t=])/gim;

function settingsFiles({ server }: Linted): ReadonlyMap<string, string> {
  const ours = server.files.filter(({ kind }) => kind === 'conf' || kind === 'auto');
  return new Map(ours.map(({ uri, text }) => [uri, text]));
}

/** What the real server's reader says of the settings. */
function verdictOf(linted: Linted): { readonly accepted: boolean; readonly log: string } {
  const parent = mkdtempSync(join(tmpdir(), 'pg-replication-corpus-'));
  try {
    const folder = join(parent, 'server');
    makeServerFolder(parent);
    makeServerFolder(folder);
    for (const [uri, text] of settingsFiles(linted)) {
      const path = join(folder, relative(linted.server.folder, uri));
      for (const above of [dirname(dirname(path)), dirname(path)]) makeServerFolder(above);
      writeServerFile(path, text.replace(elsewhere, '#'));
    }
    return readConfiguration(linted.server.catalog.major, folder);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

suite('set-ups as people have them, put to real servers', { concurrency: 2 }, () => {
  for (const name of corpusCases) {
    test(name, async (t) => {
      for (const linted of await serversOf(name)) {
        if (!linted.server.complete) continue;
        const { server, findings } = linted;
        if (!programsOf(server.catalog.major)) return t.skip(`PostgreSQL ${server.catalog.major} is not installed`);
        const conf = settingsFiles(linted);
        const errors = findings.filter(({ severity, at }) => severity === 'error' && conf.has(at.uri));
        const { accepted, log } = verdictOf(linted);
        const told = errors.map(({ rule, message }) => `${rule}: ${message}`).join('\n');
        const both = `${server.name}\nwe say: ${told}\nthe server says: ${log}`;
        // What only a whole start refuses (startup, recovery) its reader lets pass.
        if (accepted) assert.ok(!errors.some(({ group }) => refusals.has(group)), both);
        else assert.notEqual(errors.length, 0, both);
      }
    });
  }
});
