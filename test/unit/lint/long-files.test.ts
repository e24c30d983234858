import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { formatAuthFile } from '../../../core/src/format/format-auth.ts';
import { formatConf } from '../../../core/src/format/format-conf.ts';
import { readServer } from '../../../core/src/model/read-server.ts';
import { parseConninfo } from '../../../core/src/syntax/conninfo.ts';
import { code } from '../../../server/src/features/words.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

/** More than a call may have arguments: whoever hands a list of lines over as such overflows the stack. */
const many = 200_000;

suite('files of very many lines', () => {
  test('are laid out', () => {
    assert.equal(formatConf('a.b = 1 # x\n'.repeat(many)).length, many);
    assert.equal(formatAuthFile('local all all peer\n'.repeat(many), 'hba', 18).length, many);
  });

  test('are read, whatever each line is refused for', async () => {
    const files = inMemoryFiles({ 'pg/pg_hba.conf': 'x\n'.repeat(many) });
    const { problems } = await readServer(files, 'pg', { major: 18 });
    assert.equal(problems.length, many);
  });

  test('stand for as many names, in a file that names another as well', async () => {
    const texts = {
      'pg/pg_hba.conf': 'local all @outer peer\n',
      'pg/outer': '@inner\n',
      'pg/inner': 'a\n'.repeat(many),
    };
    const { hba } = await readServer(inMemoryFiles(texts), 'pg', { major: 18 });
    assert.equal(hba[0]?.users.length, many);
  });

  test('as do values that are as long', () => {
    const { entries } = parseConninfo(`postgres://${'%ff'.repeat(many)}@h`, 18);
    assert.equal(entries.find(({ keyword }) => keyword === 'user')?.value.length, many);
    assert.ok(code('`x'.repeat(many)).startsWith('``'));
  });
});
