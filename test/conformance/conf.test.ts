import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { majors } from '../../core/src/catalog/parameter.ts';
import { parseConf } from '../../core/src/syntax/conf.ts';
import { LineIndex } from '../../core/src/text/line-index.ts';
import {
  makeDataDirectory,
  PostgresServer,
  readConfiguration,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { programsOf } from '../../tools/postgres/programs.ts';
import { Random, seed } from '../support/random.ts';

const files = 80;
const linesOfFile = 60;

const names = [
  'work_mem',
  'a.b',
  'a',
  'A_1',
  'été',
  'a.b.c',
  'a-b',
  '1a',
  '_x',
  'a.1',
  "'a'",
  '"a"',
  '',
  'a$',
  'x.y_9',
];
const equals = ['=', ' = ', ' ', '\t=\t', '==', '', ' =', '= ', ' := ', '\r= '];
const pieces = [
  ...[
    'a',
    'on',
    'x.y',
    'a.b.c',
    'a-b',
    'c:/x',
    'node_1',
    'é',
    '$',
    '/',
    '*',
    '"',
    "'",
    "''",
    '\\',
    "\\'",
    '\\101',
    '\\n',
    '\\',
  ],
  ...[
    '1',
    '10',
    '0x1F',
    '0xG',
    '08',
    '-1',
    '+',
    '-',
    '.',
    '.5',
    '5.',
    '1.5',
    '1e3',
    '1.5e3',
    '1.5e',
    '5.4e+3',
    'MB',
    'kB',
    '%',
    ',',
    ';',
    ' ',
  ],
  ...['#', '\t', '\r', '(', ')', '@', '\f', '\v', '\u0001', '{{ x }}', '$' + '{X}', '--', '//'],
];

function randomValue(random: Random): string {
  const inside = random.text(pieces, 0, 4);
  return random.below(3) === 0 ? `'${inside}'` : inside;
}

function randomLine(random: Random): string {
  const line =
    random.pick(names) +
    random.pick(equals) +
    randomValue(random) +
    random.pick(['', '', '', ' # c', '#c', ' x', "'y'"]);
  return random.below(12) === 0 ? random.pick(['', '  # comment', '=', '\r', ' \t', 'a', '= 1']) : line;
}

/** The lines on which the server stumbles, from its log. */
function refusedLines(log: string): readonly number[] {
  return [...log.matchAll(/syntax error in file ".*" line (\d+), near/g)].map((found) => Number(found[1]));
}

function ourRefusedLines(text: string): readonly number[] {
  const index = new LineIndex(text);
  return parseConf(text).problems.map((problem) => index.position(problem.range.start).line + 1);
}

suite(`postgresql.conf is read as the server reads it (seed ${seed})`, () => {
  for (const major of majors) {
    test(`${major}: lines with syntax errors`, (t) => {
      if (!programsOf(major)) return t.skip(`PostgreSQL ${major} is not installed`);
      const data = makeDataDirectory(major);
      const random = new Random(seed + major);
      let refused = 0;
      for (let file = 0; file < files; file++) {
        // With a newline at the end: without one the server blames an unfinished last line on the line before it.
        const text = `${Array.from({ length: linesOfFile }, () => randomLine(random)).join('\n')}\n`;
        writeServerFile(join(data, 'postgresql.conf'), text);
        const theirs = refusedLines(readConfiguration(major, data).log);
        refused += theirs.length;
        const lines = text.split('\n');
        const differing = new Set(
          [...theirs, ...ourRefusedLines(text)].filter((line, _, all) => all.filter((it) => it === line).length !== 2),
        );
        assert.deepEqual(
          [...differing].map((line) => lines[line - 1]),
          [],
        );
      }
      assert.ok(refused > 500, 'the server refused many lines');
      assert.ok(refused < files * linesOfFile - 500, 'the server took many lines');
      removeDataDirectory(data);
    });

    test(`${major}: what quoted and bare values mean`, async (t) => {
      if (!programsOf(major)) return t.skip(`PostgreSQL ${major} is not installed`);
      const server = await PostgresServer.start(major);
      const random = new Random(seed + 100 + major);
      const candidates = Array.from({ length: 1500 }, (_, at) => `t.v${at} = ${randomValue(random)}`);
      const text = candidates.filter((line) => parseConf(line).problems.length === 0).join('\n');
      writeServerFile(join(server.data, 'values.conf'), text);
      writeServerFile(join(server.data, 'postgresql.conf'), "client_encoding = 'SQL_ASCII'\ninclude 'values.conf'\n");
      const rows = await server.query<{ name: string; setting: string }>(
        "select name, setting from pg_file_settings where sourcefile like '%values.conf'",
      );
      await server.discard();
      const ours = parseConf(text).entries.map(({ name, value }) => [name, value]);
      assert.ok(ours.length > 300, 'many values are legal');
      assert.deepEqual(rows.map(({ name, setting }) => [name, setting]).toSorted(), ours.toSorted());
    });
  }
});
