import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { readRepositoryFile, repositoryFiles, root } from './repository.ts';

const documents = repositoryFiles().filter((path) => path.endsWith('.md') && !path.startsWith('test/fixtures/'));

/** Anchors as GitHub makes them of headings. */
function anchorsOf(path: string): ReadonlySet<string> {
  const headings = readRepositoryFile(path).match(/^#{1,6} .+$/gm) ?? [];
  const anchor = (heading: string) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replace(/ /g, '-');
  return new Set(headings.map(anchor));
}

/** Links within the repository that lead nowhere. */
function brokenLinks(document: string): readonly string[] {
  const text = readRepositoryFile(document).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? document : join(dirname(document), path);
    if (!existsSync(join(root, file))) return true;
    return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).has(anchor);
  });
}

suite('documents', () => {
  for (const document of documents) {
    test(`links of ${document} lead somewhere`, () => assert.deepEqual(brokenLinks(document), []));
  }

  test('the scripts that documents name exist', () => {
    const { scripts } = JSON.parse(readRepositoryFile('package.json'));
    const named = documents.flatMap((path) =>
      [...readRepositoryFile(path).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name),
    );
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
    );
  });
});
