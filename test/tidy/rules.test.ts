import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { suite, test } from 'node:test';
import { ruleGroups } from '../../core/src/rules/index.ts';
import { readRepositoryFile, repositoryFiles } from './repository.ts';

function camelCase(kebab: string): string {
  return kebab.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

const ruleFiles = repositoryFiles().filter(
  (path) =>
    /^core\/src\/rules\/\w+\/.*\.ts$/.test(path) && /\bdefine(?:Topology)?Rule\([^)]*$/m.test(readRepositoryFile(path)),
);

suite('rules', () => {
  test('every rule is registered in the group of its folder', () => {
    const registered = ruleGroups.flatMap(({ group, rules }) =>
      rules.map(({ id }) => `core/src/rules/${group}/${id}.ts`),
    );
    assert.deepEqual(registered.toSorted(), ruleFiles.toSorted());
  });

  test('a file is named after the rule it exports', () => {
    for (const path of ruleFiles) {
      const id = basename(path, '.ts');
      const text = readRepositoryFile(path);
      assert.ok(text.includes(`export const ${camelCase(id)} = `), `${path} exports ${camelCase(id)}`);
      assert.ok(text.includes(`id: '${id}'`), `${path} declares the id ${id}`);
    }
  });
});
