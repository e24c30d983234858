import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { z } from 'zod/mini';
import {
  bigint,
  boolean,
  counters,
  instant,
  integer,
  json,
  lsn,
  optional,
  texts,
} from '../../../client/src/live/text-values.ts';

/** What each text is read as; undefined: refused. */
const cases: readonly {
  readonly title: string;
  readonly schema: z.ZodMiniType;
  readonly reads: readonly (readonly [string, unknown])[];
}[] = [
  {
    title: 'bigint',
    schema: bigint,
    reads: [
      ['0', 0n],
      ['-12', -12n],
      ['9223372036854775807', 9223372036854775807n],
      ['', undefined],
      ['1.5', undefined],
      ['0x10', undefined],
      ['12\n', undefined],
    ],
  },
  {
    title: 'integer',
    schema: integer,
    reads: [
      ['5432', 5432],
      ['-1', -1],
      ['9007199254740993', undefined],
      ['', undefined],
      [' 1', undefined],
    ],
  },
  {
    title: 'boolean',
    schema: boolean,
    reads: [
      ['t', true],
      ['f', false],
      ['true', undefined],
      ['toString', undefined],
    ],
  },
  {
    title: 'LSN',
    schema: lsn,
    reads: [
      ['0/0', 0n],
      ['16/B374D848', 0x16b374d848n],
      ['0/00000000FF', undefined],
      ['0/G', undefined],
    ],
  },
  {
    title: 'instant',
    schema: instant,
    reads: [
      ['0', new Date(0)],
      ['1700000000123', new Date(1700000000123)],
      ['2024-01-01', undefined],
      ['9007199254740991', undefined],
    ],
  },
  {
    title: 'texts',
    schema: texts,
    reads: [
      ['[]', []],
      ['["a,b","{c}","\\"d\\n\\u001b[31m"]', ['a,b', '{c}', '"d\n\u001b[31m']],
      ['{a,b}', undefined],
      ['[1]', undefined],
      ['{"a":"b"}', undefined],
    ],
  },
  {
    title: 'counters',
    schema: counters,
    reads: [
      ['{}', new Map()],
      ['{"lock":"9223372036854775807","__proto__":"1"}', new Map([['lock', 9223372036854775807n]])],
      ['{"lock":1}', undefined],
    ],
  },
  {
    title: 'JSON of a shape',
    schema: json(z.array(z.object({ name: z.string() }))),
    reads: [
      ['[{"name":"a"}]', [{ name: 'a' }]],
      ['[{"nom":"a"}]', undefined],
      ['[{', undefined],
    ],
  },
];

suite('values as the server writes them', () => {
  for (const { title, schema, reads } of cases) {
    for (const [text, value] of reads) {
      test(`${title}: ${JSON.stringify(text)}`, () => {
        assert.deepEqual(schema.safeParse(text).data, value);
      });
    }
  }

  test('NULL is undefined where it may be, nothing in a list, and refused elsewhere', () => {
    assert.deepEqual(optional(lsn).safeParse(null), { success: true, data: undefined });
    assert.equal(optional(boolean).parse('f'), false);
    assert.deepEqual(texts.parse(null), []);
    assert.deepEqual(counters.parse(null), new Map());
    assert.equal(integer.safeParse(null).success, false);
  });

  test('a refusal does not repeat the value', () => {
    const { error } = bigint.safeParse('password=hunter2');
    assert.ok(error);
    assert.doesNotMatch(JSON.stringify(error.issues), /hunter2/);
  });
});
