import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { taskType } from '../../../client/src/manifest.ts';
import { connectionString } from '../../../client/src/programs/connection-string.ts';
import {
  argumentsOf,
  operationOf,
  readDefinition,
  type TaskDefinition,
  taskSchema,
} from '../../../client/src/programs/operations/index.ts';
import { parametersOf } from '../../support/backup-site.ts';

function definition(fields: object): TaskDefinition {
  const read = readDefinition({ type: taskType, ...fields });
  if (typeof read === 'string') assert.fail(read);
  return read;
}

function backup(fields: object = {}): TaskDefinition {
  return definition({ operation: 'basebackup', cluster: 'main', target: '/backups/a', ...fields });
}

function problems(task: TaskDefinition, major = 19): string {
  return operationOf(task).problems(major).join(' ');
}

suite('argument vectors', () => {
  test('a plain backup', () => {
    assert.deepEqual(argumentsOf(backup(), 15, 'host=pg1'), [
      '--no-password',
      '--verbose',
      '--progress',
      '--dbname=host=pg1',
      '--pgdata=/backups/a',
      '--format=plain',
      '--wal-method=stream',
      '--checkpoint=spread',
    ]);
  });

  test('a target that begins with a dash, or text for a shell, stays one argument', () => {
    const task = backup({ target: '/a b;$(rm)/-x', label: '--label', slot: 'one' });
    const vector = argumentsOf(task, 19, '');
    assert.ok(vector.includes('--pgdata=/a b;$(rm)/-x'));
    assert.equal(vector[vector.indexOf('--label') + 1], '--label');
  });

  test('mapped tablespaces escape the sign between them', () => {
    const task = backup({ tablespaceMapping: { '/old=1': '/new=1', '/a\\b': '/c\\d' } });
    assert.equal(problems(task), '');
    const mapped = argumentsOf(task, 19, '').filter((word) => word.startsWith('--tablespace'));
    assert.deepEqual(mapped, ['--tablespace-mapping=/old\\=1=/new\\=1', '--tablespace-mapping=/a\\b=/c\\d']);
    assert.match(problems(backup({ tablespaceMapping: { '/old\\': '/new' } })), /backslash/);
    assert.match(problems(backup({ tablespaceMapping: { old: '/new' } })), /absolute/);
  });

  test('compression is written as the major knows it', () => {
    const task = backup({ format: 'tar', compress: 'gzip:5' });
    assert.ok(argumentsOf(task, 15, '').includes('--compress=gzip:5'));
    assert.ok(argumentsOf(task, 14, '').includes('--compress=5'));
    assert.ok(argumentsOf(backup({ format: 'tar', compress: 'gzip' }), 14, '').includes('--gzip'));
  });

  test('pg_ctl gets no word that its shell could read', () => {
    const task = definition({ operation: 'start', target: '/data', port: 5433 });
    const vector = argumentsOf(task, 19, '');
    assert.equal(vector[vector.indexOf('--options') + 1], '-p 5433');
    assert.notEqual(problems(definition({ operation: 'start', target: '/data', port: 1.5 })), '');
    for (const bad of ['/da"ta', '/$(id)', '/`id`', '/a\\b']) {
      assert.match(problems(definition({ operation: 'start', target: bad })), /gives it to a shell/);
      assert.match(problems(definition({ operation: 'start', target: '/data', logFile: bad })), /gives it to a shell/);
    }
    assert.match(String(readDefinition({ type: taskType, operation: 'start', target: '/data', port: '1;id' })), /port/);
  });

  test('backups to combine and to verify cannot be taken for options', () => {
    const combined = definition({ operation: 'combinebackup', backups: ['/a', '/b'], target: '/c' });
    assert.deepEqual(argumentsOf(combined, 17, '').slice(-3), ['--', '/a', '/b']);
    const verified = definition({ operation: 'verifybackup', target: '/a' });
    assert.deepEqual(argumentsOf(verified, 15, '').slice(-2), ['--', '/a']);
  });
});

suite('what a definition may not be', () => {
  const wrong: readonly (readonly [object, RegExp, number?])[] = [
    [{ target: 'backups' }, /absolute/],
    [{ target: '/a\nb' }, /absolute/],
    [{ slot: 'a', walMethod: 'fetch' }, /streamed/],
    [{ createSlot: true }, /needs a name/],
    [{ slot: 'Not-A-Slot' }, /lower-case/],
    [{ slot: 'a', createSlot: true }, /11 or newer/, 10],
    [{ slot: 'a', temporarySlot: false }, /turned off/],
    [{ incremental: '/a/backup_manifest' }, /17 or newer/, 16],
    [{ maxRate: 31 }, /between 32 kB/],
    [{ maxRate: '1025M' }, /between 32 kB/],
    [{ maxRate: 'fast' }, /number of kilobytes/],
    [{ compress: 'gzip' }, /plain backup/],
    [{ compress: 'zstd', format: 'tar' }, /gzip on the client only/, 14],
    [{ compress: 'gzip:10', format: 'tar' }, /level from 1 to 9/],
    [{ compress: 'rar', format: 'tar' }, /gzip, lz4, zstd or none/],
    [{ format: 'tar', walDirectory: '/wal' }, /plain format/],
    [{ label: 'a\nb' }, /one line/],
    [{ manifestChecksums: 'SHA256' }, /13 or newer/, 12],
    [{ applicationName: 'é' }, /printable/],
  ];
  for (const [fields, sentence, major] of wrong)
    test(`${JSON.stringify(fields)} for ${major ?? 19}`, () => assert.match(problems(backup(fields), major), sentence));

  test('what is right has no problem', () => {
    const fine = [
      {},
      { compress: 'server-zstd:level=3,workers=2' },
      { compress: 'client-lz4', format: 'tar' },
      { maxRate: '32' },
      { maxRate: '1024M' },
      { slot: 'standby_1', createSlot: true, writeRecoveryConf: true },
      { target: 'C:\\backups\\a' },
    ];
    for (const fields of fine) assert.equal(problems(backup(fields)), '', JSON.stringify(fields));
  });

  test('an operation that there is not, or a field of another kind, is told in a sentence', () => {
    assert.equal(readDefinition({ type: taskType, operation: 'dump' }), 'The task names no operation that there is.');
    assert.match(String(readDefinition({ type: taskType, operation: 'stop', target: 1 })), /^The task's target cannot/);
  });

  test('a source, databases and chains are complete', () => {
    assert.match(problems(definition({ operation: 'rewind', target: '/a' })), /either a cluster/);
    assert.match(
      problems(definition({ operation: 'createsubscriber', cluster: 'a', target: '/a' })),
      /Either name databases/,
    );
    assert.match(problems(definition({ operation: 'combinebackup', backups: ['/a'], target: '/b' })), /at least one/);
    assert.match(problems(definition({ operation: 'verifybackup', target: '/a', format: 'tar' }), 17), /18 or newer/);
  });
});

test('a connection string has no password, quotes its values and no keyword of a newer libpq', () => {
  const server = {
    ...parametersOf({ port: 5433 }, "o'neil the\\2nd"),
    password: 'hunter2',
    channelBinding: 'require',
    sslnegotiation: 'direct',
    sslsni: false,
  } as const;
  const text = connectionString(server, 12);
  assert.equal(
    text,
    "host=127.0.0.1 port=5433 user='o\\'neil the\\\\2nd' sslmode=disable keepalives_idle=30 keepalives_interval=10 keepalives_count=3",
  );
  assert.match(connectionString(server, 19), /sslsni=0 sslnegotiation=direct channel_binding=require/);
  assert.doesNotMatch(connectionString(server, 19, { withDatabase: true }), /hunter2/);
});

test('package.json describes every field of a task, and no other', () => {
  const file = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const shape = z.object({
    contributes: z.object({
      taskDefinitions: z.array(
        z.object({ type: z.string(), properties: z.record(z.string(), z.object({ description: z.string() })) }),
      ),
    }),
  });
  const [described] = shape.parse(JSON.parse(file)).contributes.taskDefinitions;
  const fields = new Set(taskSchema.def.options.flatMap((option) => Object.keys(option.def.shape)));
  fields.delete('type');
  assert.equal(described?.type, taskType);
  assert.deepEqual(Object.keys(described?.properties ?? {}).sort(), [...fields].sort());
});
