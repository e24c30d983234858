import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lint } from '../../../core/src/lint/lint.ts';
import { recommended } from '../../../core/src/lint/rule-choice.ts';
import { readServer } from '../../../core/src/model/read-server.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

/** `rule file:line` of everything found in `/s`. */
async function found(files: Readonly<Record<string, string>>, choice = recommended): Promise<readonly string[]> {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`/s/${name}`, text]));
  const server = await readServer(inMemoryFiles(texts), '/s', { major: 18 });
  return [...lint(server, choice)].flat().map(({ rule, at }) => {
    if (at.kind !== 'file') return rule;
    const line = texts.get(at.uri)?.slice(0, at.range.start).split('\n').length;
    return `${rule} ${at.uri.slice(3)}:${line}`;
  });
}

suite('comments that silence rules', () => {
  test('behind a line, they speak of that line only', async () => {
    const text = 'wal_levl = x # pg-replication: ignore unknown-parameter: ours\nwal_leve = x\n';
    assert.deepEqual(await found({ 'postgresql.conf': text }), ['unknown-parameter postgresql.conf:2']);
  });

  test('above a line, past other comments and empty lines, they speak of that line', async () => {
    const text = '# pg-replication: ignore unknown-parameter: ours\n\n# more\nwal_levl = x\nwal_leve = x\n';
    assert.deepEqual(await found({ 'postgresql.conf': text }), ['unknown-parameter postgresql.conf:5']);
  });

  test('for a file, they speak of every line of it and of no other file', async () => {
    const main = "a_b = 1\nb_c = 2\ninclude 'x.conf'\n# pg-replication: ignore-file unknown-parameter: ours\n";
    const files = { 'postgresql.conf': main, 'x.conf': 'c_d = 3\n' };
    assert.deepEqual(await found(files), ['unknown-parameter x.conf:1']);
  });

  test('several rules, Windows line ends', async () => {
    const text =
      '# pg-replication: ignore unknown-parameter, duplicate-setting: ours\r\nwal_levl = x\r\nport = 1\r\nport = 2\r\n';
    assert.deepEqual(await found({ 'postgresql.conf': text }), [
      'duplicate-setting postgresql.conf:3',
      'unused-suppression postgresql.conf:1',
    ]);
  });

  test('in a value they are no comment', async () => {
    const text = "cluster_name = '# pg-replication: ignore-file unknown-parameter: x'\nwal_levl = x\n";
    assert.deepEqual(await found({ 'postgresql.conf': text }), ['unknown-parameter postgresql.conf:2']);
    const hba = 'local all "#pg-replication: ignore-file invalid-hba-method: x" trus\n';
    assert.ok(
      (await found({ 'postgresql.conf': '', 'pg_hba.conf': hba })).includes('invalid-hba-method pg_hba.conf:1'),
    );
  });

  test('in pg_hba.conf', async () => {
    const hba = 'local all all trus # pg-replication: ignore invalid-hba-method, empty-hba-file: a test\n';
    const rules = await found({ 'postgresql.conf': '', 'pg_hba.conf': hba });
    assert.deepEqual(
      rules.filter((it) => it.startsWith('invalid-hba-method')),
      [],
    );
  });

  test('of a rule that is off, nothing is said', async () => {
    const text = '# pg-replication: ignore duplicate-setting: ours\nport = 1\n';
    const choice = { ...recommended, severities: { 'duplicate-setting': 'off' as const } };
    assert.deepEqual(await found({ 'postgresql.conf': text }, choice), []);
  });

  test('the comment about unused ones can be silenced itself', async () => {
    const text =
      '# pg-replication: ignore-file unused-suppression: kept for the next release\n# pg-replication: ignore duplicate-setting: x\nport = 1\n';
    assert.deepEqual(await found({ 'postgresql.conf': text }), ['unused-suppression postgresql.conf:1'].slice(1));
  });
});
