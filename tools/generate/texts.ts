/**
 * The texts that people see: `l10n/bundle.l10n.json` is gathered from the calls of `l10n.t` in the client and the language
 * server; each translation, of it and of `package.nls.json`, must have the same keys and the same places for values.
 *
 *   node tools/generate/texts.ts            gathers
 *   node tools/generate/texts.ts --check    says what is stale, missing or left over, and ends with 1
 *
 * Every message is one literal behind `l10n.t(`, as the formatter leaves it; the extractor that the editor's makers offer
 * brings a hundred packages for the same.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';

const root = fileURLToPath(new URL('../..', import.meta.url));
const gathered = 'l10n/bundle.l10n.json';
/** The languages besides English, by the names that the editor has for them. */
const translations = ['de', 'ja'];

type Texts = Readonly<Record<string, string>>;

function readTexts(path: string): Texts {
  return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(root, path), 'utf8')));
}

/** A single-quoted or double-quoted literal as its value. */
function literalValue(literal: string): string {
  const inner = literal.slice(1, -1);
  return JSON.parse(`"${literal.startsWith("'") ? inner.replaceAll('"', '\\"').replaceAll("\\'", "'") : inner}"`);
}

/** The messages of all calls, in the order of files and lines. */
function gatherTexts(): Texts {
  const call = /\bl10n\.t\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[^\s])/g;
  const files = globSync('{client,server}/src/**/*.ts', { cwd: root }).toSorted();
  const found = files.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(call)].map(([, literal = '']) => {
      if (!/^['"]./.test(literal)) throw new Error(`${path}: a message must be one literal: ${literal}`);
      return literalValue(literal);
    }),
  );
  return Object.fromEntries([...new Set(found)].map((text) => [text, text]));
}

/** The places for values, such as `{0}`, and the links to commands that a text has. */
function placesOf(text: string): string {
  return [...new Set(text.match(/\{[0-9]+\}|\(command:[^)]*\)/g))].sort().join(' ');
}

/** What a translation lacks, has too much, or says with other values; empty if it is whole. */
function holesIn(english: Texts, translated: Texts): readonly string[] {
  return [
    ...Object.keys(english)
      .filter((key) => !translated[key]?.trim())
      .map((key) => `missing: ${key}`),
    ...Object.keys(translated)
      .filter((key) => !(key in english))
      .map((key) => `left over: ${key}`),
    ...Object.entries(english)
      .filter(([key, text]) => translated[key]?.trim() && placesOf(translated[key]) !== placesOf(text))
      .map(([key]) => `other values: ${key}`),
  ];
}

if (import.meta.main) {
  const texts = gatherTexts();
  if (process.argv.includes('--check')) {
    const english = { [gathered]: texts, 'package.nls.json': readTexts('package.nls.json') };
    const stale = JSON.stringify(readTexts(gathered)) === JSON.stringify(texts) ? [] : [`${gathered} is stale`];
    const holes = translations.flatMap((language) =>
      Object.entries(english).flatMap(([path, of]) => {
        const translated = path.replace(/\.json$/, `.${language}.json`);
        return holesIn(of, readTexts(translated)).map((hole) => `${translated}: ${hole}`);
      }),
    );
    const named = readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g);
    const used = Object.fromEntries([...named].map(([, key = '']) => [key, key]));
    const unnamed = holesIn(
      used,
      Object.fromEntries(Object.keys(readTexts('package.nls.json')).map((key) => [key, key])),
    );
    stale.push(...unnamed.map((problem) => `package.nls.json: ${problem}`));
    for (const problem of [...stale, ...holes]) console.error(problem);
    if (stale.length + holes.length > 0) process.exitCode = 1;
  } else writeFileSync(join(root, gathered), `${JSON.stringify(texts, null, 2)}\n`);
}
