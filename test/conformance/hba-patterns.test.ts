import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fitsPattern } from '../../core/src/authentication/fits-pattern.ts';
import { majors } from '../../core/src/catalog/parameter.ts';
import { regexProblem } from '../../core/src/syntax/regex.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { programsOf } from '../../tools/postgres/programs.ts';
import { Random, seed } from '../support/random.ts';

const pieces = [
  ...[
    'a',
    'b',
    'A',
    'é',
    '_',
    '1',
    '-',
    '.',
    '^',
    '$',
    '|',
    '(',
    ')',
    '(?:',
    '(?=',
    '(?!',
    '(?<=',
    '(?<!',
    '*',
    '+',
    '?',
  ],
  ...['{2}', '{1,}', '{0,2}', '*?', '[ab]', '[^a]', '[a-c]', '[]a]', '[[:alpha:]]', '[^[:upper:]_]', '[\\d_]', '[é]'],
  ...[
    '\\d',
    '\\w',
    '\\s',
    '\\W',
    '\\m',
    '\\M',
    '\\y',
    '\\Y',
    '\\A',
    '\\Z',
    '\\.',
    '\\x61',
    '\\1',
    '\\B',
    '{',
    '}',
    ']',
    ' ',
  ],
  ...['[[:<:]]', '[[:>:]]', '(a|b)', '(?:ab|a)+', '(?#note)', '[[=a=]]', '[[.a.]]', '[a\\-b]', '[^\\w]'],
];
const starts = ['', '', '', '', '^', '(?i)', '(?x)', '***:', '***=', '(?ix)^', '(?s)'];
const names = ['a', 'b', 'A', 'B', 'é', 'É', '_', '1', '2', '-', '.', ' ', 'ab', '\\'];

interface Case {
  readonly name: string;
  readonly pattern: string;
}

function patternCase(random: Random): Case {
  return { name: random.text(names, 0, 7), pattern: random.pick(starts) + random.text(pieces, 1, 6) };
}

/** Null where the server refuses the pattern: other tests compare that. */
const fitsSql = `create function fits(name text, pattern text) returns boolean language plpgsql as $$
begin return name ~ pattern collate "C"; exception when invalid_regular_expression then return null; end $$`;

suite(`names fit regular expressions as the server says (seed ${seed})`, () => {
  for (const major of majors.filter((it) => it >= 16)) {
    test(`${major}: thousands of patterns`, async (t) => {
      if (!programsOf(major)) return t.skip(`PostgreSQL ${major} is not installed`);
      const server = await PostgresServer.start(major);
      t.after(() => server.discard());
      // HBA records are looked at before an encoding is known: bytes are compared, as in a database of this encoding.
      await server.query("create database bytes encoding 'SQL_ASCII' template template0");
      const client = await server.connect('bytes');
      await client.query(fitsSql);
      const random = new Random(seed + major);
      const cases = Array.from({ length: 12_000 }, () => patternCase(random)).filter(
        ({ pattern }) => regexProblem(pattern, major) === undefined,
      );
      const { rows } = await client.query<Case & { fits: boolean | null }>(
        'select name, pattern, fits(name, pattern) from unnest($1::text[], $2::text[]) as t(name, pattern)',
        [cases.map(({ name }) => name), cases.map(({ pattern }) => pattern)],
      );
      await client.end();
      const answers = rows
        .filter(({ fits }) => fits !== null)
        .map((row) => ({ ...row, ours: fitsPattern(row.pattern, row.name) }));
      const wrong = answers.filter(({ fits, ours }) => ours !== undefined && ours !== fits);
      const left = answers.filter(({ ours }) => ours === undefined).length;
      t.diagnostic(`${answers.length} patterns, ${left} left to the server`);
      assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} of ${answers.length} differ`);
      assert.ok(answers.length > 3000 && left < answers.length / 10, 'most patterns are judged');
      assert.ok(answers.filter(({ fits }) => fits).length > 500, 'many names fit');
    });
  }
});
