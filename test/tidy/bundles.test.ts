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
  'dist/cli.main.js': 700,
  'dist/server.main.js': 1000,
  'dist/client.live.cjs': 1000,
  'dist/client.node.cjs': 600,
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

  test('dist/client.web.cjs needs nothing of Node.js', () => {
    assert.deepEqual(importedBy(metafileOf('dist/client.web.cjs')).filter(isBuiltIn), []);
  });

  test('in dist/server.main.js only what a web worker never loads needs Node.js', () => {
    const { inputs } = metafileOf('dist/server.main.js');
    const needing = Object.entries(inputs).flatMap(([path, { imports }]) =>
      imports.some((it) => isBuiltIn(it.path)) ? [path] : [],
    );
    assert.ok(needing.includes('server/src/disk-files.ts'));
    assert.deepEqual(
      needing.filter(
        (path) =>
          !/^(?:lazy:|node_modules\/(?:.*\/)?vscode-[\w-]+\/lib\/node\/|server\/src\/(?:disk-files|whole-messages)\.ts$)/.test(
            path,
          ),
      ),
      [],
    );
  });

  test('the command line carries no library of the language server', () => {
    const inputs = Object.keys(metafileOf('dist/cli.main.js').inputs);
    assert.deepEqual(
      inputs.filter((path) => path.includes('vscode-')),
      [],
    );
  });
});
