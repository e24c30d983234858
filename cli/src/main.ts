import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { runCli } from './run-cli.ts';

const { stdout, stderr, env } = process;
stdout.on('error', () => process.exit(2));
const colour = env['NO_COLOR'] === undefined && (stdout.isTTY === true || env['FORCE_COLOR'] !== undefined);

async function write(text: string): Promise<void> {
  if (!stdout.write(text)) await once(stdout, 'drain');
}

/** The language server is a bundle of its own beside this one, loaded only when it is asked for. */
function serve(): void {
  if (!process.argv.some((it) => it.startsWith('--'))) process.argv.push('--stdio');
  createRequire(__filename)(join(__dirname, 'server.node.cjs'));
}

/** Resolves when all that was written is out (a pipe of some systems takes it later), or nobody takes it any more. */
function written(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

/** Ends the process itself: left to end, node first collects the garbage of a long run, which goes with the process anyway. */
async function main(): Promise<void> {
  const code = await runCli({
    argv: process.argv.slice(2),
    version: packageJson.version,
    colour,
    write,
    complain: (text) => void stderr.write(text),
  });
  await Promise.all([written(stdout), written(stderr)]);
  process.exit(code);
}

if (process.argv[2] === 'serve') serve();
else void main();
