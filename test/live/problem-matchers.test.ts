import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import * as z from 'zod/mini';
import { checkLine } from '../../client/src/programs/preflight.ts';
import {
  makeDataDirectory,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';

const pattern = z.object({
  name: z.optional(z.string()),
  regexp: z.string(),
  file: z.optional(z.number()),
  line: z.optional(z.number()),
  severity: z.optional(z.number()),
  message: z.optional(z.number()),
});
type Pattern = z.infer<typeof pattern>;

const contributed = z.object({
  contributes: z.object({
    problemMatchers: z.array(z.object({ name: z.string(), pattern: z.union([z.string(), z.array(pattern)]) })),
    problemPatterns: z.array(pattern),
  }),
});
const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
const { problemMatchers, problemPatterns } = contributed.parse(JSON.parse(manifest)).contributes;
const named = new Map(problemPatterns.map((it) => [`$${it.name}`, it]));

/** The patterns of a matcher, one for each line of a message. */
function patternsOf(name: string): readonly Pattern[] {
  const matcher = problemMatchers.find((it) => it.name === name);
  assert.ok(matcher, name);
  if (typeof matcher.pattern !== 'string') return matcher.pattern;
  const found = named.get(matcher.pattern);
  assert.ok(found, matcher.pattern);
  return [found];
}

/** What a matcher makes of an output: `file:line: message`, as the Problems view would show it. */
function problemsIn(output: string, name: string): readonly string[] {
  const lines = output.split('\n');
  const patterns = patternsOf(name);
  return lines.flatMap((_, at) => {
    const found = patterns.map((it, index) => new RegExp(it.regexp).exec(lines[at + index] ?? ''));
    if (found.some((match) => match === null)) return [];
    const part = (key: 'file' | 'line' | 'message') =>
      patterns.flatMap((it, index) => found[index]?.[it[key] ?? -1] ?? []).join('');
    return [`${part('file')}:${part('line')}: ${part('message')}`];
  });
}

const debian = '/usr/lib/postgresql/15/bin';
const skip = existsSync(join(debian, 'pg_basebackup')) ? false : 'PROGRAMS OF 15 ARE MISSING';

function outputOf(program: string, ...args: readonly string[]): string {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { stdout, stderr } = spawnSync(join(debian, program), args, { encoding: 'utf8', env: {}, cwd: '/', ...nobody });
  return stdout + stderr;
}

suite('problem matchers, on what real programs say', () => {
  let data: string;

  before(() => {
    data = makeDataDirectory(15);
  });
  after(() => removeDataDirectory(data));

  /** The log of a server that does not start with these lines at the end of a file. */
  async function refusalWith(name: string, lines: string): Promise<string> {
    const path = join(data, name);
    writeServerFile(path, lines);
    const start = await PostgresServer.tryStart(15, data);
    if ('server' in start) await start.server.stop();
    assert.ok('refusal' in start, `it starts with ${lines}`);
    return start.refusal;
  }

  test('programs that take backups', { skip }, () => {
    const told = outputOf('pg_basebackup', '-h', '127.0.0.1', '-p', '1', '-D', '/tmp/never', '-w');
    const [first, ...others] = problemsIn(told, 'pg-programs');
    assert.match(first ?? '', /^pg_basebackup:: connection to server .* failed: Connection refused/, told);
    assert.deepEqual(others, []);
    const broken = outputOf('pg_verifybackup', data);
    assert.match(problemsIn(broken, 'pg-programs').join(), /^pg_verifybackup:: .*backup_manifest/, broken);
  });

  test('pg_ctl', { skip }, () => {
    const told = outputOf('pg_ctl', 'stop', '-D', data);
    assert.match(problemsIn(told, 'pg-ctl').join('\n'), /^pg_ctl:: PID file .* does not exist$/m, told);
  });

  test('lines of configuration files in the log of a server', async () => {
    const conf = join(data, 'postgresql.auto.conf');
    const unknown = await refusalWith('postgresql.auto.conf', 'no_such = 1\n');
    assert.deepEqual(problemsIn(unknown, 'pg-server-log-file'), [
      `${conf}:1: unrecognized configuration parameter "no_such" in file "${conf}" line 1`,
    ]);
    assert.match(problemsIn(unknown, 'pg-server-log').join(), /^FATAL:: configuration file ".*" contains errors$/);
    const syntax = await refusalWith('postgresql.auto.conf', 'work_mem = 1MB\nwork_mem ?\n');
    assert.match(problemsIn(syntax, 'pg-server-log-file').join(), /postgresql\.auto\.conf:2: syntax error in file/);
    writeServerFile(conf, '');
  });

  test('records of pg_hba.conf in the log of a server', async () => {
    const told = await refusalWith('pg_hba.conf', 'local all all trust\nhostt all all all trust\n');
    const [first] = problemsIn(told, 'pg-server-log-hba');
    assert.equal(first, `${join(data, 'pg_hba.conf')}:2: invalid connection type "hostt"`, told);
  });

  test('our own look before the first byte', () => {
    const line = checkLine({ title: 'wal_level is minimal', ok: false, advice: 'Set wal_level to replica.' });
    assert.deepEqual(problemsIn(line, 'pg-preflight'), ['wal_level is minimal:: Set wal_level to replica.']);
    const fine = checkLine({ title: 'wal_level is replica', ok: true, advice: '' });
    assert.deepEqual(problemsIn(fine, 'pg-preflight'), []);
  });
});
