import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { lint } from '../../core/src/lint/lint.ts';
import { readServer } from '../../core/src/model/read-server.ts';
import { inMemoryFiles } from '../support/in-memory-files.ts';

const schema = z.record(
  z.string(),
  z.object({ prefix: z.string(), description: z.string(), body: z.array(z.string()) }),
);

function snippetsOf(language: string) {
  const path = new URL(`../../snippets/${language}.json`, import.meta.url);
  return Object.entries(schema.parse(JSON.parse(readFileSync(path, 'utf8'))));
}

/** The text that is there when the user takes every default, or the second choice of each list. */
function expand(body: readonly string[], choice: 0 | 1): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^|]*)\|\}/g, (_, words: string) => words.split(',')[choice] ?? words.split(',')[0] ?? '')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replaceAll('$0', '')
    .replace(/\\([$}])/g, '$1');
}

/** The majors that a snippet's name speaks of; all for a name that speaks of none. */
function majorsOf(name: string): readonly Major[] {
  const [, first, word, last] = /\((\d+)(?: (and later|to|and)(?: (\d+))?)?\)$/.exec(name) ?? [];
  if (first === undefined) return majors;
  const end = word === 'and later' ? 99 : Number(last ?? first);
  return majors.filter((major) => major >= Number(first) && major <= end);
}

function filesFor(prefix: string, text: string): Readonly<Record<string, string>> {
  if (prefix.startsWith('recovery-conf')) return { 'postgresql.conf': '', 'recovery.conf': text };
  const signal = prefix.endsWith('standby') ? { 'standby.signal': '' } : {};
  const target = prefix.startsWith('point-in-time') ? { 'recovery.signal': '' } : {};
  return { 'postgresql.conf': text, ...signal, ...target };
}

async function complaints(files: Readonly<Record<string, string>>, major: Major): Promise<readonly string[]> {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`/s/${name}`, text]));
  const server = await readServer(inMemoryFiles(texts), '/s', { major });
  return [...lint(server)]
    .flat()
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, message }) => `${major} ${rule}: ${message}`);
}

suite('snippets', () => {
  for (const [name, { prefix, body }] of snippetsOf('postgresql-conf')) {
    test(`${prefix} is sound in each of its majors`, async () => {
      assert.notEqual(majorsOf(name).length, 0);
      for (const choice of [0, 1] as const) {
        const files = filesFor(prefix, expand(body, choice));
        for (const major of majorsOf(name)) assert.deepEqual(await complaints(files, major), []);
      }
    });
  }

  for (const [name, { prefix, body }] of snippetsOf('pg-hba')) {
    test(`${prefix} is a record of each of its majors`, async () => {
      const record = `${expand(body, 0)}\n`;
      const errors: string[] = [];
      for (const major of majorsOf(name)) {
        const conf = major >= 18 ? "ssl = on\noauth_validator_libraries = 'x'\n" : 'ssl = on\n';
        errors.push(...(await complaints({ 'postgresql.conf': conf, 'pg_hba.conf': record }, major)));
      }
      assert.deepEqual(
        errors.filter((it) => it.includes('hba')),
        [],
      );
    });
  }

  test('prefixes are unique', () => {
    for (const language of ['postgresql-conf', 'pg-hba', 'pg-ident']) {
      const prefixes = snippetsOf(language).map(([, { prefix }]) => prefix);
      assert.equal(new Set(prefixes).size, prefixes.length, language);
    }
  });
});
