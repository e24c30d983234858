import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { type Major, majors } from '../../../core/src/catalog/parameter.ts';
import { readHba, readIdent } from '../../../core/src/model/auth-files.ts';
import { tokenizeAuthFile } from '../../../core/src/syntax/hba.ts';
import { regexProblem } from '../../../core/src/syntax/regex.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

/** Each field as the texts of its items, quoted ones marked. */
function fieldsOf(text: string, major: Major): readonly string[][][] {
  return tokenizeAuthFile(text, major).entries.map(({ fields }) =>
    fields.map((field) => field.map((token) => (token.quoted ? `"${token.text}` : token.text))),
  );
}

async function codesOf(files: Readonly<Record<string, string>>, major: Major): Promise<readonly string[]> {
  const inFolder = Object.fromEntries(Object.entries(files).map(([name, text]) => [`data/${name}`, text]));
  const { problems } = await readHba(
    inMemoryFiles(inFolder),
    'data/pg_hba.conf',
    files['pg_hba.conf'] ?? '',
    major,
    () => true,
  );
  return problems.map(({ code }) => code);
}

suite('pg_hba.conf and pg_ident.conf', () => {
  const lines: readonly [title: string, text: string, major: Major, fields: string[][]][] = [
    ['blanks and tabs', ' local\tall  all trust ', 16, [['local'], ['all'], ['all'], ['trust']]],
    ['lists: a comma belongs to the item before it', 'host a, b c ,d', 16, [['host'], ['a', 'b'], ['c'], ['d']]],
    ['quotes', 'host "a b" "a""b" c"d e"', 16, [['host'], ['"a b'], ['"a"b'], ['cd e']]],
    ['a comment right behind an item', 'host a#b', 16, [['host'], ['a']]],
    ['a quote that is never closed', 'host "a b', 16, [['host'], ['"a b']]],
    ['an empty item in quotes', 'host "" a', 16, [['host'], ['"'], ['a']]],
    ['continued lines', 'host a\\\n b \\\r\n c', 14, [['host'], ['a'], ['b'], ['c']]],
    ['a backslash up to 13', 'host a\\', 13, [['host'], ['a\\']]],
  ];
  for (const [title, text, major, fields] of lines) {
    test(title, () => assert.deepEqual(fieldsOf(text, major), [fields]));
  }

  test('a continued comment hides the next line from 14 on', () => {
    assert.equal(fieldsOf('# one \\\nlocal all all trust\n', 14).length, 0);
    assert.equal(fieldsOf('# one \\\nlocal all all trust\n', 13).length, 1);
  });

  test('ranges point at the items, across continued lines too', () => {
    const text = 'host a\\\n  "b c"';
    const [line] = tokenizeAuthFile(text, 16).entries;
    const shown = line?.fields.flat().map(({ range }) => text.slice(range.start, range.end));
    assert.deepEqual(shown, ['host', 'a', '"b c"']);
  });

  test('files behind @ and include', async () => {
    const record = 'host all @users samenet trust\n';
    assert.deepEqual(await codesOf({ 'pg_hba.conf': record, users: 'alice\nbob, carol\n' }, 10), []);
    assert.deepEqual(await codesOf({ 'pg_hba.conf': record }, 10), ['referencedFileMissing']);
    assert.deepEqual(await codesOf({ 'pg_hba.conf': record, users: '@users' }, 12), [
      'includedTooDeep',
      'referencedFileMissing',
    ]);
    const folder = { 'pg_hba.conf': 'include_dir hba.d\n', 'hba.d/1.conf': 'local all all\n', 'hba.d/2.txt': 'x' };
    assert.deepEqual(await codesOf(folder, 16), ['lineEndsEarly']);
    assert.deepEqual(await codesOf(folder, 15), ['unknownType']);
    const named = { 'pg_hba.conf': 'include hba.d\nlocal all all peer\n', 'hba.d/1.conf': 'local all all\n' };
    assert.deepEqual(await codesOf(named, 16), [], 'a folder is read as a file without lines');
  });

  test('a file without a record', async () => {
    assert.deepEqual(await codesOf({ 'pg_hba.conf': '# nothing\n' }, 16), ['noRecords']);
  });

  const pieces = fc.constantFrom(
    ...['local', 'host', 'all', ' ', '\t', '\n', '\r\n', '\\', '\\\n', '"', ',', '#', '@', '/', '(', '[', '10.0.0.0/8'],
    ...['::1', 'trust', 'md5', '=', 'map=x', 'include', 'é', '\u{1f418}', '\0', '{{', '+'],
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  );

  test('no text makes a reader throw, and every range lies inside it', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...majors), async (any, major) => {
        const files = inMemoryFiles({});
        const hba = await readHba(files, 'x', any, major, () => true);
        const ident = await readIdent(files, 'x', any, major, () => true);
        for (const { range } of [...hba.problems, ...hba.records, ...ident.problems, ...ident.entries]) {
          assert.ok(0 <= range.start && range.start <= range.end && range.end <= any.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

suite('regular expressions', () => {
  const refused = [
    '(',
    ')',
    '*',
    'a**',
    'a{2,1}',
    'a{256}',
    '[',
    '[b-a]',
    '[a-b-c]',
    '[[:x:]]',
    '\\',
    '\\q',
    '(a\\1)',
    '(?x',
  ];
  for (const pattern of refused)
    test(`${pattern} is refused`, () => assert.notEqual(regexProblem(pattern, 16), undefined));
  const taken = [
    '',
    'a|',
    '()',
    'a{,2}',
    '[]a]',
    '[a-]',
    '(a)\\1',
    '(?i)a',
    '\\d+',
    'a*?',
    '[[:alpha:]_]',
    '***=(',
    '(?:a)',
  ];
  for (const pattern of taken) test(`${pattern} is taken`, () => assert.equal(regexProblem(pattern, 16), undefined));

  test('nesting without end is left to the server', () => {
    assert.equal(regexProblem('('.repeat(20_000), 16), undefined);
  });
});
