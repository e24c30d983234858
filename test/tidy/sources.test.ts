import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readRepositoryFile, repositoryFiles } from './repository.ts';

const longest = 350;
const files = repositoryFiles();
const sources = files.filter((path) => /\.(ts|mjs)$/.test(path));
const texts = files.filter(
  (path) => /\.(ts|mjs|json|md|ya?ml|conf)$/.test(path) && !path.endsWith('package-lock.json'),
);
const lockFiles = files.filter((path) => path.endsWith('package-lock.json'));

/** The lines of files that a pattern fits, as `path:line: text`. */
function found(paths: readonly string[], pattern: RegExp): readonly string[] {
  return paths.flatMap((path) =>
    readRepositoryFile(path)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

/** Words that must not be found, put together so that this file does not hold them. */
function word(...parts: readonly string[]): string {
  return parts.join('');
}

suite('sources', () => {
  test(`no file is longer than ${longest} lines`, () => {
    const long = sources.filter((path) => readRepositoryFile(path).split('\n').length - 1 > longest);
    assert.deepEqual(long, []);
  });

  test('the compiler is not silenced', () => {
    assert.deepEqual(found(sources, new RegExp(`${word('@ts', '-')}(ignore|nocheck|expect-error)`)), []);
  });

  test('nothing is any', () => {
    assert.deepEqual(found(sources, new RegExp(`(: |as |<)${word('a', 'ny')}(\\[\\])?([;,)>=]| =|$)`)), []);
  });

  test('core knows neither Node.js nor a clock nor a console', () => {
    const core = sources.filter((path) => path.startsWith('core/src/'));
    assert.deepEqual(found(core, /from 'node:|\bDate\.now\(|new Date\(\)|\bconsole\.|\bprocess\.\w/), []);
  });

  test('servers are called primary and standby', () => {
    // The catalogue quotes servers, the set-ups under test/fixtures people; "multi-master" is the name of a thing of its own.
    const own = texts.filter((path) => !/^(?:core\/src\/catalog\/data|test\/fixtures)\//.test(path));
    const old = new RegExp(`(?<!/|multi-)\\b(${word('ma', 'ster')}|${word('sla', 've')})s?\\b`, 'i');
    assert.deepEqual(found(own, old), []);
  });

  test('no path of a machine and no host of a private registry is named', () => {
    const machine = new RegExp(
      `(^|[\\s"'\`(=])/(${word('wo', 'rk')}|home/(?!linuxbrew|postgres/pgdata)\\w+|Users/\\w+|root)/`,
    );
    assert.deepEqual(found(texts, machine), []);
    const resolved = lockFiles.flatMap((path) => found([path], /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)/));
    assert.deepEqual(resolved, []);
  });
});
