import assert from 'node:assert/strict';
import { builtinModules } from 'node:module';
import { suite, test } from 'node:test';
import { readRepositoryFile } from './repository.ts';

/** What esbuild writes of a bundle, as far as it is looked at. */
interface Metafile {
  readonly inputs: Readonly<Record<string, { readonly imports: readonly { readonly path: string }[] }>>;
  readonly outputs: Readonly<Record<string, { readonly bytes: number }>>;
}

/** Kilobytes that a bundle for production may have: room for growth, not for a library by accident. */
const largest: Readonly<Record<string, number>> = {
  'dist/cli.main.cjs': 700,
  'dist/server.main.cjs': 1100,
  'dist/server.web.js': 1100,
  'dist/client.node.cjs': 1300,
  'dist/client.web.cjs': 600,
};

function metafileOf(bundle: string): Metafile {
  return JSON.parse(readRepositoryFile(`${bundle}.meta.json`));
}

function importedBy({ inputs }: Metafile): readonly string[] {
  return Object.values(inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
}

function isBuiltIn(path: string): boolean {
  return path.startsWith('node:') || builtinModules.includes(path);
}

suite('bundles (npm run build -- --production)', () => {
  for (const [bundle, limit] of Object.entries(largest)) {
    test(`${bundle} has at most ${limit} KB`, () => {
      const bytes = metafileOf(bundle).outputs[bundle]?.bytes ?? Number.POSITIVE_INFINITY;
      assert.ok(bytes <= limit * 1024, `${(bytes / 1024).toFixed(0)} KB`);
    });
  }

  for (const bundle of ['dist/server.web.js', 'dist/client.web.cjs']) {
    test(`${bundle} needs nothing of Node.js`, () => {
      assert.deepEqual(importedBy(metafileOf(bundle)).filter(isBuiltIn), []);
    });
  }

  test('the command line carries no library of the language server', () => {
    const inputs = Object.keys(metafileOf('dist/cli.main.cjs').inputs);
    assert.deepEqual(
      inputs.filter((path) => path.includes('vscode-')),
      [],
    );
  });
});
