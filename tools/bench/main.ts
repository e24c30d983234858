/**
 * `npm run bench`: how fast we are beside peers, as ratios within one run, because bare times say more of the machine
 * than of us. Exit code 1 where a ratio is missed.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliTimes, measureCli, writeFolders } from './measure-cli.ts';
import { measureActivation, measurePackage } from './measure-package.ts';
import { measureRequests } from './measure-requests.ts';
import { measureServers, type ServerTimes, type Subject } from './measure-server.ts';
import { stockConf, stockDockerfile, stockJson, stockSchema } from './stock-files.ts';

const root = join(import.meta.dirname, '../..');
const ours = join(root, 'dist/server.node.cjs');
const peer = join(root, 'node_modules/dockerfile-language-server-nodejs/bin/docker-langserver');
const cli = join(root, 'dist/cli.cjs');
const stockLines = 850;
const files = 300;

/** What must hold. */
const limits = { keystroke: 0.5, firstDiagnostics: 0.5, cli: 4, pulled: 1, completion: 1, hover: 1 };
/** In milliseconds, MiB and MB: what is not held against a peer. */
const bounds = { hugeFile: 100, memory: 80, activation: 100, package: 1 };
const hugeLines = 100_000;

const jsonServer = join(root, 'node_modules/vscode-langservers-extracted/bin/vscode-json-language-server');

interface Measured {
  readonly ours: ServerTimes;
  readonly peer: ServerTimes;
  readonly cli: CliTimes;
}

function subjects(folder: string, lines: number): readonly Subject[] {
  const place = (name: string) => {
    const path = join(folder, `${name}-${lines}`);
    mkdirSync(path, { recursive: true });
    return path;
  };
  return [
    {
      name: 'pg-replication',
      program: ours,
      languageId: 'postgresql-conf',
      folder: place('conf'),
      fileName: 'postgresql.conf',
      text: stockConf(lines),
    },
    {
      name: 'dockerfile-language-server-nodejs',
      program: peer,
      languageId: 'dockerfile',
      folder: place('docker'),
      fileName: 'Dockerfile',
      text: stockDockerfile(lines),
    },
  ];
}

function subject(folder: string, text: string): Subject {
  mkdirSync(folder, { recursive: true });
  return {
    name: 'pg-replication',
    program: ours,
    languageId: 'postgresql-conf',
    folder,
    fileName: 'postgresql.conf',
    text,
  };
}

/** An editor that asks, beside VS Code's own JSON server; then a huge file alone. */
async function questions(into: string): Promise<boolean> {
  const conf = subject(join(into, 'asked'), stockConf(stockLines));
  const json: Subject = {
    ...conf,
    name: 'json',
    program: jsonServer,
    languageId: 'json',
    fileName: 'a.json',
    text: stockJson(stockLines),
    settings: { json: { schemas: [{ fileMatch: ['*.json'], url: 'bench:stock', schema: stockSchema(stockLines) }] } },
  };
  const [our, their] = await measureRequests([conf, json]);
  const [huge] = await measureRequests([subject(join(into, 'huge'), stockConf(hugeLines))]);
  if (!our || !their || !huge) throw new Error('a server was not measured');
  console.log(`\n${`${stockLines} lines, asked for; peer: the JSON server`.padEnd(44)}   ours ms   peer ms     ratio`);
  const passed = [
    row('keystroke to diagnostics', our.keystroke, their.keystroke, limits.pulled),
    row('completion', our.completion, their.completion, limits.completion),
    row('hover', our.hover, their.hover, limits.hover),
    bounded('memory at most, MiB', our.memory, bounds.memory),
    bounded(`keystroke to diagnostics, ${hugeLines} lines, ms`, huge.keystroke, bounds.hugeFile),
  ];
  return passed.every((it) => it);
}

/** What a user of VS Code downloads, and waits for. */
async function extension(into: string): Promise<boolean> {
  const size = bounded('VSIX, MB', measurePackage(into) / 1e6, bounds.package);
  const activation = await measureActivation(into);
  if (activation === undefined) console.log('SKIPPED: activation. There is no editor to measure it in.');
  return (
    size && (activation === undefined || bounded('activation in the workbench, ms', activation, bounds.activation))
  );
}

function bounded(what: string, value: number, bound: number): boolean {
  console.log(
    `${what.padEnd(44)}${value.toFixed(2).padStart(10)}${''.padStart(20)}  at most ${bound}  ${value <= bound ? 'pass' : 'FAIL'}`,
  );
  return value <= bound;
}

async function measure(folder: string, lines: number): Promise<Measured> {
  console.log(`Measuring with ${lines} lines ...`);
  const [our, their] = await measureServers(subjects(folder, lines));
  if (!our || !their) throw new Error('a server was not measured');
  const many = join(folder, `files-${lines}`);
  writeFolders(many, files, lines);
  return { ours: our, peer: their, cli: measureCli(cli, many) };
}

function row(what: string, our: number, their: number, limit?: number): boolean {
  const ratio = our / their;
  const verdict = limit === undefined ? '' : `at most ${limit}  ${ratio <= limit ? 'pass' : 'FAIL'}`;
  const numbers = [our.toFixed(2), their.toFixed(2), ratio.toFixed(2)].map((text) => text.padStart(10));
  console.log(`${what.padEnd(44)}${numbers.join('')}  ${verdict}`);
  return limit === undefined || ratio <= limit;
}

function table(
  title: string,
  { ours: our, peer: their, cli: { lint, newlines } }: Measured,
  limited: boolean,
): boolean {
  console.log(`\n${title.padEnd(44)}   ours ms   peer ms     ratio`);
  const limit = (name: keyof typeof limits) => (limited ? limits[name] : undefined);
  const passed = [
    row('keystroke to diagnostics', our.keystroke, their.keystroke, limit('keystroke')),
    row('process start to first diagnostics', our.firstDiagnostics, their.firstDiagnostics, limit('firstDiagnostics')),
    row(`CLI over ${files} files; peer counts newlines`, lint, newlines, limit('cli')),
  ];
  return passed.every((it) => it);
}

function growth(small: Measured, large: Measured): void {
  console.log('\nHow many times longer with 10 times the lines      ours      peer');
  const line = (what: string, our: number, their: number) =>
    console.log(`${what.padEnd(44)}${our.toFixed(1).padStart(10)}${their.toFixed(1).padStart(10)}`);
  line(
    'keystroke to diagnostics',
    large.ours.keystroke / small.ours.keystroke,
    large.peer.keystroke / small.peer.keystroke,
  );
  line(
    'process start to first diagnostics',
    large.ours.firstDiagnostics / small.ours.firstDiagnostics,
    large.peer.firstDiagnostics / small.peer.firstDiagnostics,
  );
  line('CLI; peer counts newlines', large.cli.lint / small.cli.lint, large.cli.newlines / small.cli.newlines);
}

const folder = mkdtempSync(join(tmpdir(), 'pg-replication-bench-'));
try {
  const small = await measure(folder, stockLines);
  const large = await measure(folder, stockLines * 10);
  const passed = table(`${stockLines} lines`, small, true);
  table(`${stockLines * 10} lines`, large, false);
  growth(small, large);
  const answered = await questions(folder);
  const light = await extension(folder);
  process.exitCode = passed && answered && light ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
