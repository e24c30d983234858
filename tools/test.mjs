#!/usr/bin/env node
/**
 * `npm test`: installs what is missing, builds, and runs everything that can run on this machine. What cannot run is said
 * and counted as skipped; with CI_NOTHING_SKIPPED=1 it counts as failed. Runs with any Node.js from 20 on.
 *
 *   npm test                            everything
 *   npm test -- --only check,unit,lsp   these parts, after a build
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, ownNode, root, run } from './setup.mjs';

const nothingSkipped = (process.env.CI_NOTHING_SKIPPED ?? '') !== '';
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, about: string, run: () => Promise<Counts> }} Part */

/** @returns {Promise<Counts>} one test: the program ends well. */
async function program(command, ...args) {
  console.log(`  ${command} ${args.join(' ')}`);
  const { status } = await run(command, args);
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** @param {readonly Counts[]} all */
function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of all) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

async function check() {
  const node = ownNode();
  return sum([
    await program('tsc', '-b'),
    await program('biome', 'check'),
    await program('knip'),
    await program(node, 'tools/generate/rule-pages.ts', '--check'),
    await program(node, 'tools/generate/project-schema.ts', '--check'),
    await program(node, 'tools/generate/texts.ts', '--check'),
  ]);
}

/** Runs test files with the runner of Node.js. A part without a single test has failed: it was not found. */
async function nodeTests(glob, concurrency) {
  const note = join(root, 'out', `counts-${process.pid}.json`);
  const args = ['--test', '--test-reporter=./tools/test-reporter.mjs', '--test-reporter-destination=stdout'];
  if (concurrency) args.push(`--test-concurrency=${concurrency}`);
  const { status } = await run(ownNode(), [...args, glob], { TEST_COUNTS: note });
  const counts = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : {};
  rmSync(note, { force: true });
  const { passed = 0, failed = 0, cancelled = 0, skipped = 0 } = counts;
  const broken = failed + cancelled === 0 && (status !== 0 || passed + skipped === 0);
  if (broken) console.log(`  FAILED ${glob}: the run ended with ${status} after ${passed + skipped} tests`);
  return { passed, failed: failed + cancelled + Number(broken), skipped };
}

/** The end-to-end tests count by their own last line; where no editor can be had, they are one skipped test. */
async function endToEnd(program) {
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.VSCODE_EXECUTABLE;
  const { status, output } = await run(ownNode(), [program], headless ? { E2E_WEB_WORKBENCH: '1' } : {});
  const summaries = [...output.matchAll(/([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped/g)];
  const counts = sum(summaries.map((it) => ({ passed: Number(it[1]), failed: Number(it[2]), skipped: Number(it[3]) })));
  if (/^SKIPPED:/m.test(output)) return { ...counts, skipped: counts.skipped + 1 };
  const broken = counts.failed === 0 && (status !== 0 || counts.passed === 0);
  return { ...counts, failed: counts.failed + Number(broken) };
}

async function prepare(text, ...args) {
  const { status } = await run(ownNode(), args);
  if (status !== 0) console.log(`  ${text}`);
  return status === 0;
}

/** @type {readonly Part[]} */
const parts = [
  { name: 'check', about: 'compiler, linter, dead code, generated pages', run: check },
  { name: 'unit', about: 'readers, values, catalogue', run: () => nodeTests('test/unit/**/*.test.ts') },
  { name: 'rules', about: 'the examples of every rule', run: () => nodeTests('test/rules/*.test.ts') },
  { name: 'fixtures', about: 'whole set-ups and what the CLI says', run: () => nodeTests('test/fixtures/*.test.ts') },
  { name: 'lsp', about: 'the language server over a stream', run: () => nodeTests('test/lsp/**/*.test.ts') },
  { name: 'cli', about: 'the command line', run: () => nodeTests('test/cli/*.test.ts') },
  { name: 'tidy', about: "the repository's own rules", run: () => nodeTests('test/tidy/*.test.ts') },
  { name: 'web', about: 'the bundle for a web worker', run: () => nodeTests('test/web/*.test.ts') },
  {
    name: 'conformance',
    about: 'our verdicts against real servers; takes minutes',
    run: () => nodeTests('test/conformance/*.test.ts', 2),
  },
  {
    name: 'live',
    about: 'sessions, looks, actions and tasks against real clusters',
    run: () => nodeTests('test/live/*.test.ts', 2),
  },
  { name: 'e2e', about: 'a real editor', run: () => endToEnd('test/e2e/run.ts') },
  { name: 'e2e-web', about: 'a real editor, all of it in the browser', run: () => endToEnd('test/e2e/run-web.ts') },
  {
    name: 'e2e-hands',
    about: 'trust and dialogs in a real editor, by hand',
    run: () => nodeTests('test/hands/*.test.ts', 1),
  },
].filter(({ name }) => !only || only.includes(name));

const needsServers = parts.some(({ name }) => ['conformance', 'live', 'e2e', 'e2e-hands'].includes(name));
const needsEditor = parts.some(({ name }) => name.startsWith('e2e'));
const steps = parts.length + 2 + Number(needsServers) + Number(needsEditor);
const began = Date.now();
let step = 0;

function heading(name, about) {
  step++;
  console.log(`\n[${step}/${steps}] ${name}: ${about} (${((Date.now() - began) / 1000).toFixed(0)} s so far)`);
}

function giveUp(text) {
  console.error(`\nFAILED: ${text}\n0 passed, 1 failed, 0 skipped`);
  process.exit(1);
}

heading('packages', 'what package-lock.json lists');
if (!(await installPackages())) giveUp('the packages could not be installed');
mkdirSync(join(root, 'out'), { recursive: true });
if (needsServers) {
  heading('servers', 'PostgreSQL of every major');
  await prepare('SKIPPED later: tests that need these servers', 'tools/postgres/install.mjs');
}
if (needsEditor) {
  heading('workbench', 'VS Code as a web page, for the end-to-end tests');
  await prepare('SKIPPED later: tests that need the workbench', 'tools/workbench/install.mjs');
}
heading('build', 'every bundle into dist');
if (!(await prepare('the build failed', 'tools/build.ts', '--production'))) giveUp('the build');

const results = [];
for (const part of parts) {
  heading(part.name, part.about);
  const start = Date.now();
  const counts = await part.run();
  results.push({ name: part.name, ...counts, seconds: (Date.now() - start) / 1000 });
}

console.log('\npart          passed  failed  skipped   seconds');
for (const { name, passed, failed, skipped, seconds } of results) {
  const columns = [String(passed).padStart(6), String(failed).padStart(8), String(skipped).padStart(9)];
  console.log(`${name.padEnd(13)} ${columns.join('')}${seconds.toFixed(1).padStart(10)}`);
}
const total = sum(results);
if (total.skipped > 0) {
  console.log(`\nSKIPPED: ${total.skipped} could not run here; the reasons stand above.`);
  if (nothingSkipped) console.log('CI_NOTHING_SKIPPED is set: that counts as a failure.');
}
process.exitCode = total.failed > 0 || (nothingSkipped && total.skipped > 0) ? 1 : 0;
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
