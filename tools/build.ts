import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type BuildOptions, build, context } from 'esbuild';

const { values } = parseArgs({ options: { watch: { type: 'boolean' }, production: { type: 'boolean' } } });

const common: BuildOptions = {
  bundle: true,
  target: 'es2024',
  minify: values.production ?? false,
  sourcemap: values.production ? false : 'linked',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
};
/** The ES modules of the language server libraries, so that what nobody calls is left out. */
const forNode: BuildOptions = {
  ...common,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['vscode', 'pg-native'],
};
const forWeb: BuildOptions = { ...common, platform: 'browser', external: ['vscode'] };

const bundles: readonly (BuildOptions & { readonly entryPoints: readonly [string]; readonly outfile: string })[] = [
  { ...forNode, entryPoints: ['client/src/main.node.ts'], outfile: 'dist/client.node.cjs' },
  { ...forWeb, entryPoints: ['client/src/main.web.ts'], outfile: 'dist/client.web.js', format: 'cjs' },
  { ...forNode, entryPoints: ['server/src/main.node.ts'], outfile: 'dist/server.node.cjs' },
  { ...forWeb, entryPoints: ['server/src/main.web.ts'], outfile: 'dist/server.web.js', format: 'iife' },
  { ...forNode, entryPoints: ['cli/src/main.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } },
];

for (const options of bundles) {
  if (!existsSync(options.entryPoints[0])) {
    console.log(`left out: ${options.outfile} (${options.entryPoints[0]} is not there)`);
    continue;
  }
  if (values.watch) await (await context(options)).watch();
  const { metafile } = await build(options);
  const size = metafile?.outputs[options.outfile]?.bytes ?? 0;
  writeFileSync(`${options.outfile}.meta.json`, JSON.stringify(metafile));
  console.log(`${options.outfile}  ${(size / 1024).toFixed(0)} KB`);
}
