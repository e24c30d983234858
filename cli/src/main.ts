import { once } from 'node:events';
import packageJson from '../../package.json' with { type: 'json' };
import { runCli } from './run-cli.ts';

const { stdout, stderr, env } = process;
stdout.on('error', () => process.exit(2));
const colour = env['NO_COLOR'] === undefined && (stdout.isTTY === true || env['FORCE_COLOR'] !== undefined);

async function write(text: string): Promise<void> {
  if (!stdout.write(text)) await once(stdout, 'drain');
}

void runCli({
  argv: process.argv.slice(2),
  version: packageJson.version,
  colour,
  write,
  complain: (text) => void stderr.write(text),
}).then((code) => {
  process.exitCode = code;
});
