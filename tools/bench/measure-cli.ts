import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './median.ts';
import { fleetConf } from './stock-files.ts';

const turns = 7;

/** The least any program can do with the files: read them and count newlines. */
const countNewlines = `
const fs = require('node:fs');
const root = process.argv[1];
let count = 0;
for (const name of fs.readdirSync(root)) {
  const text = fs.readFileSync(root + '/' + name + '/postgresql.conf', 'utf8');
  for (let at = text.indexOf('\\n'); at >= 0; at = text.indexOf('\\n', at + 1)) count++;
}
console.log(count);
`;

/** Milliseconds, medians. */
export interface CliTimes {
  readonly lint: number;
  readonly newlines: number;
}

function timed(args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  if (status !== 0) throw new Error(`node ${args[0]} ended with ${status}: ${stderr}`);
  return performance.now() - began;
}

/** `count` folders in `root`, each with a postgresql.conf of so many lines, as a fleet has them. */
export function writeFolders(root: string, count: number, lines: number): void {
  for (let at = 0; at < count; at++) {
    mkdirSync(join(root, `server${at}`), { recursive: true });
    writeFileSync(join(root, `server${at}`, 'postgresql.conf'), fleetConf(lines, at));
  }
}

/** Lints the folders of `root` and counts their newlines, in turns; the first turn is not counted. */
export function measureCli(cli: string, root: string): CliTimes {
  const lint: number[] = [];
  const newlines: number[] = [];
  for (let turn = 0; turn <= turns; turn++) {
    const linted = timed([cli, 'lint', root, '--format', 'json', '--pg', '18']);
    const counted = timed(['-e', countNewlines, root]);
    if (turn === 0) continue;
    lint.push(linted);
    newlines.push(counted);
  }
  return { lint: median(lint), newlines: median(newlines) };
}
