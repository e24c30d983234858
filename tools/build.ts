import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type BuildOptions, build, context, type Plugin } from 'esbuild';

const { values } = parseArgs({ options: { watch: { type: 'boolean' }, production: { type: 'boolean' } } });

/** JSON as a text that is parsed when it is needed: faster at every start than the same data as code. */
const parsedJson: Plugin = {
  name: 'parsed-json',
  setup({ onLoad }) {
    onLoad({ filter: /catalog\/data\/.*\.json$/ }, async ({ path }) => {
      const compact = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(compact)})`, loader: 'js' };
    });
  },
};

/** Of our own package.json the command line needs a line. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup({ onLoad }) {
    onLoad({ filter: /\/package\.json$/ }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

type Rewrite = (text: string) => string;

/** Leaves out what no line of a bundle reads: what is started without it is smaller and quicker. */
function withoutPages(name: string, found: RegExp, rewrite: Rewrite): Plugin {
  return {
    name,
    setup({ onLoad }) {
      onLoad({ filter: /\/core\/src\/rules\/\w+\/.*\.ts$/ }, async ({ path }) => {
        const contents = rewrite(await readFile(path, 'utf8'));
        if (found.test(contents)) throw new Error(`${path}: its page was not found`);
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** As the formatter leaves them: up to the bracket in the same column. */
const cutExamples: Rewrite = (text) => text.replace(/^( +)examples: \[\n[\s\S]*?^\1\],$/m, '$1examples: [],');

/** The examples of rules stand on their pages only. */
const withoutExamples = withoutPages('without-examples', /^ +onServer: /m, cutExamples);

/** And so do their reasons and advice, but for the command line, which explains rules. */
const withoutTexts = withoutPages('without-texts', /^ +(?:onServer: |(?:why|how):\s+.{4})/m, (text) =>
  cutExamples(text).replace(/^( +)(why|how):\s+(['"`]).*\3,$/gm, "$1$2: '',"),
);

/** Modules of node that the language server library takes in at its start and hardly ever uses: loaded at their first use. */
const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:child_process|crypto)$/ }, ({ path, namespace }) =>
      namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' },
    );
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require('${path}')[name] })`,
    }));
  },
};

/** What is loaded when it is first asked for is a bundle of its own. */
const liveSideApart: Plugin = {
  name: 'live-side-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/compose\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './client.live.cjs', external: true } : undefined,
    );
  },
};

const common: BuildOptions = {
  bundle: true,
  target: 'es2024',
  minify: values.production ?? false,
  sourcemap: values.production ? false : 'linked',
  metafile: true,
  legalComments: 'none',
  // The editor's task reads when a build begins and ends.
  logLevel: values.watch ? 'info' : 'warning',
  plugins: [parsedJson],
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

interface Bundle {
  readonly entry: string;
  readonly outfile: string;
  readonly options: BuildOptions;
  /** The file that people and editors start: `tools/launcher.cjs` under another name. */
  readonly launcher?: string;
}

const bundles: readonly Bundle[] = [
  {
    entry: 'client/src/main.node.ts',
    outfile: 'dist/client.node.cjs',
    // As `require`, which knows the `vscode` of this extension.
    options: { ...forNode, supported: { 'dynamic-import': false }, plugins: [parsedJson, withoutTexts, liveSideApart] },
  },
  {
    entry: 'client/src/compose.ts',
    outfile: 'dist/client.live.cjs',
    options: { ...forNode, plugins: [parsedJson, withoutTexts] },
  },
  {
    entry: 'client/src/main.web.ts',
    outfile: 'dist/client.web.cjs',
    options: { ...forWeb, format: 'cjs', plugins: [parsedJson, withoutTexts] },
  },
  {
    entry: 'server/src/main.ts',
    outfile: 'dist/server.main.js',
    launcher: 'dist/server.node.cjs',
    options: {
      ...forNode,
      format: 'iife',
      conditions: ['browser'],
      plugins: [parsedJson, withoutTexts, lazyBuiltins],
    },
  },
  { entry: 'client/src/webview/dashboard.ts', outfile: 'dist/dashboard.js', options: { ...forWeb, format: 'iife' } },
  { entry: 'client/src/webview/dashboard.css', outfile: 'dist/dashboard.css', options: forWeb },
  {
    entry: 'cli/src/main.ts',
    outfile: 'dist/cli.main.js',
    launcher: 'dist/cli.cjs',
    options: { ...forNode, plugins: [parsedJson, versionOnly, withoutExamples] },
  },
];

function placeLauncher(path: string): void {
  copyFileSync('tools/launcher.cjs', path);
  chmodSync(path, 0o755);
}

async function buildOne({ entry, outfile, options, launcher }: Bundle): Promise<void> {
  if (!existsSync(entry)) throw new Error(`${entry} is not there`);
  const whole: BuildOptions = { ...options, entryPoints: [entry], outfile };
  if (launcher !== undefined) placeLauncher(launcher);
  if (values.watch) return (await context(whole)).watch();
  const { metafile } = await build(whole);
  writeFileSync(`${outfile}.meta.json`, JSON.stringify(metafile));
  console.log(`${outfile}  ${((metafile?.outputs[outfile]?.bytes ?? 0) / 1024).toFixed(0)} KB`);
}

mkdirSync('dist', { recursive: true });
rmSync('dist/.cache', { recursive: true, force: true });
await Promise.all(bundles.map(buildOne));
