import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { run, TemporaryFolder } from './run-in-folder.ts';

const broken = 'max_wal_sender = 1\nport = 1\nport = 2\n';

suite('a baseline', () => {
  test('what was there is left out, what is new counts, wherever lines have moved to', async () => {
    using folder = new TemporaryFolder({ 'pg/postgresql.conf': broken });
    const baseline = folder.at('baseline.json');
    const written = await run('lint', folder.path, '--write-baseline', baseline);
    assert.deepEqual([written.code, written.output.includes('unknown-parameter')], [0, false]);
    assert.match(written.complaints, /wrote 2 findings/);
    writeFileSync(folder.at('pg/postgresql.conf'), `# moved\n\n${broken}wal_levl = x\n`);
    const { code, output } = await run('lint', folder.path, '--baseline', baseline, '--format', 'json');
    const found: readonly { readonly code: string; readonly line: number }[] = JSON.parse(output);
    assert.deepEqual(
      found.map(({ code: rule, line }) => `${rule} ${line}`),
      ['unknown-parameter 6'],
    );
    assert.equal(code, 1);
  });

  test('a second finding of a kind that is accepted once is new', async () => {
    using folder = new TemporaryFolder({ 'pg/postgresql.conf': 'a_b = 1\n' });
    const baseline = folder.at('baseline.json');
    await run('lint', folder.path, '--write-baseline', baseline);
    writeFileSync(folder.at('pg/postgresql.conf'), 'a_b = 1\na_b = 1\n');
    const { output } = await run('lint', folder.path, '--baseline', baseline, '--format', 'json');
    const found: readonly { readonly code: string }[] = JSON.parse(output);
    assert.equal(found.filter(({ code }) => code === 'unknown-parameter').length, 1);
  });

  test('what has been mended is said', async () => {
    using folder = new TemporaryFolder({ 'pg/postgresql.conf': broken });
    const baseline = folder.at('baseline.json');
    await run('lint', folder.path, '--write-baseline', baseline);
    writeFileSync(folder.at('pg/postgresql.conf'), 'port = 1\n');
    const { code, complaints } = await run('lint', folder.path, '--baseline', baseline);
    assert.equal(code, 0);
    assert.match(complaints, /2 of the findings in .* are gone/);
  });

  test('it holds no path of the machine, and changes little', async () => {
    using folder = new TemporaryFolder({ 'pg/postgresql.conf': broken });
    const baseline = folder.at('baseline.json');
    await run('lint', folder.path, '--write-baseline', baseline);
    const text = readFileSync(baseline, 'utf8');
    assert.equal(text.includes(folder.path), false);
    assert.deepEqual(
      text.match(/"file":"[^"]*"/g),
      ['pg/postgresql.conf', 'pg/postgresql.conf'].map((file) => `"file":"${file}"`),
    );
  });

  for (const [title, text] of [
    ['is not there', undefined],
    ['is not JSON', '{'],
    ['is something else', '{"version":2}'],
  ] as const) {
    test(`one that ${title} stops the run`, async () => {
      using folder = new TemporaryFolder({ 'pg/postgresql.conf': broken });
      const baseline = folder.at('baseline.json');
      if (text !== undefined) writeFileSync(baseline, text);
      const { code, complaints } = await run('lint', folder.path, '--baseline', baseline);
      assert.equal(code, 2);
      assert.match(complaints, /no baseline file: make one with --write-baseline/);
    });
  }
});

suite('presets and rules of the project on the command line', () => {
  test('the project file chooses', async () => {
    const rules = { 'duplicate-setting': 'off', 'unknown-parameter': 'hint' };
    using folder = new TemporaryFolder({
      'pg-replication.json': JSON.stringify({ rules }),
      'pg/postgresql.conf': broken,
    });
    const { code, output } = await run('lint', folder.path, '--format', 'json');
    const found: readonly { readonly code: string; readonly severity: string }[] = JSON.parse(output);
    assert.deepEqual(
      found.map((it) => `${it.code} ${it.severity}`),
      ['unknown-parameter hint'],
    );
    assert.equal(code, 0);
  });

  test('a preset that is none is told', async () => {
    const { code, complaints } = await run('lint', '--preset', 'perfect');
    assert.equal(code, 2);
    assert.match(complaints, /--preset perfect: use one of recommended/);
  });
});
