import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listFiles, PackageManager } from '@vscode/vsce';
import { ruleGroups } from '../../core/src/rules/index.ts';
import { readRepositoryFile, root } from './repository.ts';

const golden = 'test/tidy/package-files.txt';
const pages = /^docs\/rules\//;

test('the extension package holds what package-files.txt lists and the pages of rules (UPDATE=1 writes it)', async () => {
  const packed = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const listed = `${packed
    .filter((path) => !pages.test(path))
    .toSorted()
    .join('\n')}\n`;
  if (process.env['UPDATE']) writeFileSync(join(root, golden), listed);
  assert.equal(listed, readRepositoryFile(golden));
  const expected = ruleGroups.flatMap(({ rules }) => rules.map(({ id }) => `docs/rules/${id}.md`));
  assert.deepEqual(
    packed.filter((path) => pages.test(path)).toSorted(),
    [...expected, 'docs/rules/index.md', 'docs/rules/not-covered.md'].toSorted(),
  );
});
