import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { ruleGroups } from '../../core/src/index.ts';
import { run, runWith, TemporaryFolder } from './run-in-folder.ts';

const conf = "\twal_level = nonsense\nsynchronous_standby_names = 's1, s1'\n";

function temporaryServer(): TemporaryFolder {
  return new TemporaryFolder({ 'db 1/postgresql.conf': conf });
}

async function outputAs(folder: TemporaryFolder, format: string): Promise<string> {
  const { code, output, complaints } = await run('lint', folder.path, '--format', format, '--pg', '16');
  assert.equal(code, 1);
  assert.equal(complaints, '');
  return output.replaceAll(folder.path, 'FOLDER').replaceAll(encodeURI(folder.path), 'FOLDER');
}

suite('text', () => {
  test('shows the line and a marker under the place', async () => {
    using folder = temporaryServer();
    const [head = '', source, marker] = (await outputAs(folder, 'text')).split('\n');
    assert.match(head, /^FOLDER\/db 1\/postgresql\.conf:1:14: error: .* \[unknown-enum-value\]$/);
    assert.equal(source, '    \twal_level = nonsense');
    assert.equal(marker, '    \t            ^^^^^^^^');
  });

  test('ends with how much was found', async () => {
    using folder = temporaryServer();
    assert.match(await outputAs(folder, 'text'), /\n1 error, 2 warnings, 0 for information in 1 server\n$/);
  });

  test('is coloured where asked for, and the same text then', async () => {
    using folder = temporaryServer();
    const argv = ['lint', folder.path, '--pg', '16'];
    const coloured = (await runWith({ argv, colour: true })).output;
    const start = String.fromCharCode(27);
    assert.ok(coloured.includes(`${start}[31merror${start}[0m`));
    assert.equal(coloured.replace(new RegExp(`${start}\\[[0-9]+m`, 'g'), ''), (await runWith({ argv })).output);
  });

  test('masks passwords', async () => {
    const conninfos = [
      'host=a password=hunter2 sslmode=never',
      "host=a password=\\'hunter 2\\' sslmode=never",
      'postgresql://me:hunter2@a/db?sslmode=never',
      'postgresql://a/db?password=hunter2&sslmode=never',
    ];
    const folders = conninfos.map((it, at) => [`${at}/postgresql.conf`, `primary_conninfo = '${it}'\n`]);
    using folder = new TemporaryFolder({
      ...Object.fromEntries(folders),
      'a/postgresql.conf': 'wal_level = nonsense\n',
      'a/pg_hba.conf': 'host all all all ldap ldapbindpasswd=hunter2 ldapserver=x wrong=1\n',
    });
    for (const format of ['text', 'json', 'sarif', 'github', 'gitlab', 'junit']) {
      const output = await outputAs(folder, format);
      assert.equal(output.split('sslmode').length > conninfos.length, true, output);
      assert.doesNotMatch(output, /hunter/);
    }
  });
});

suite('json', () => {
  test('is one array of findings, lines and columns from 1', async () => {
    using folder = temporaryServer();
    const [first, ...others] = JSON.parse(await outputAs(folder, 'json'));
    assert.ok(others.length >= 1);
    const { message, ...rest } = first;
    assert.match(message, /the server will not start\.$/);
    assert.deepEqual(rest, {
      file: 'FOLDER/db 1/postgresql.conf',
      line: 1,
      column: 14,
      endLine: 1,
      endColumn: 22,
      severity: 'error',
      code: 'unknown-enum-value',
      group: 'values',
      fixable: false,
    });
  });

  test('is an empty array where nothing is found', async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': '' });
    assert.deepEqual(JSON.parse((await run('lint', folder.path, '--format', 'json')).output), []);
  });

  test('stays one array over several servers', async () => {
    using folder = new TemporaryFolder({
      'a/postgresql.conf': conf,
      'b/postgresql.conf': '',
      'c/postgresql.conf': conf,
    });
    const found: readonly { readonly file: string }[] = JSON.parse(await outputAs(folder, 'json'));
    assert.deepEqual(
      [...new Set(found.map(({ file }) => file))],
      ['FOLDER/a/postgresql.conf', 'FOLDER/c/postgresql.conf'],
    );
  });
});

interface SarifResult {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly region: object; readonly artifactLocation: object };
  }[];
}

suite('sarif', () => {
  test('is a log of version 2.1.0 with every rule and each finding', async () => {
    using folder = temporaryServer();
    const { $schema, version, runs } = JSON.parse(await outputAs(folder, 'sarif'));
    assert.match($schema, /sarif-2\.1\.0\.json$/);
    assert.equal(version, '2.1.0');
    assert.equal(runs.length, 1);
    const [{ tool, results }] = runs;
    assert.equal(tool.driver.name, 'pg-replication');
    assert.equal(tool.driver.semanticVersion, '1.2.3');
    const ids: readonly string[] = tool.driver.rules.map(({ id }: { readonly id: string }) => id);
    assert.deepEqual(
      ids,
      ruleGroups.flatMap(({ rules }) => rules.map(({ id }) => id)),
    );
    const all: readonly SarifResult[] = results;
    for (const { ruleId, level, message } of all) {
      assert.ok(ids.includes(ruleId), ruleId);
      assert.match(level, /^(?:error|warning|note)$/);
      assert.notEqual(message.text, '');
    }
    const [first] = all;
    assert.equal(first?.level, 'error');
    assert.deepEqual(first?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'file://FOLDER/db%201/postgresql.conf' },
          region: { startLine: 1, startColumn: 14, endLine: 1, endColumn: 22 },
        },
      },
    ]);
  });

  test('leads to related places', async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': 'work_mem = 1MB\nwork_mem = 2MB\n' });
    const { output } = await run('lint', folder.path, '--format', 'sarif');
    const [{ results }] = JSON.parse(output).runs;
    assert.equal(results[0].relatedLocations[0].physicalLocation.region.startLine, 2);
  });

  test('is whole where nothing is found', async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': '' });
    assert.deepEqual(JSON.parse((await run('lint', folder.path, '--format', 'sarif')).output).runs[0].results, []);
  });
});

suite('github', () => {
  test('is a command for each finding', async () => {
    using folder = temporaryServer();
    const lines = (await outputAs(folder, 'github')).trimEnd().split('\n');
    const [first = ''] = lines;
    assert.match(
      first,
      /^::error file=FOLDER\/db 1\/postgresql\.conf,line=1,col=14,endLine=1,endColumn=22,title=unknown-enum-value::/,
    );
    for (const line of lines) assert.match(line, /^::(?:error|warning|notice) file=[^:,]+,line=[0-9]+,/);
  });

  test('escapes what would end a property', async () => {
    using folder = new TemporaryFolder({ 'a,b:50%/postgresql.conf': conf });
    assert.match(await outputAs(folder, 'github'), /file=FOLDER\/a%2Cb%3A50%25\/postgresql\.conf,/);
  });
});

suite('gitlab', () => {
  test('is a code quality report: what the format asks for, and fingerprints that survive a move', async () => {
    using folder = temporaryServer();
    type Item = {
      readonly description: string;
      readonly check_name: string;
      readonly fingerprint: string;
      readonly severity: string;
      readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
    };
    const items: readonly Item[] = JSON.parse(await outputAs(folder, 'gitlab'));
    assert.deepEqual(items.map((it) => [it.check_name, it.severity, it.location.path, it.location.lines.begin])[0], [
      'unknown-enum-value',
      'critical',
      'FOLDER/db 1/postgresql.conf',
      1,
    ]);
    const fingerprints = items.map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(fingerprints).size, items.length);
    writeFileSync(folder.at('db 1/postgresql.conf'), `\n\n${conf}`);
    const moved: readonly Item[] = JSON.parse(await outputAs(folder, 'gitlab'));
    assert.deepEqual(
      moved.map(({ fingerprint }) => fingerprint),
      fingerprints,
    );
  });
});

suite('junit', () => {
  test('a file with errors has failed, whatever characters are in it', async () => {
    using folder = new TemporaryFolder({
      'a&b/postgresql.conf': "max_connections = '<\u0001&\"'\n",
      'b/postgresql.conf': '',
    });
    const output = await outputAs(folder, 'junit');
    assert.match(output, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="pg-replication">\n/);
    assert.match(output, /<testsuite name="a&amp;b" tests="1" failures="1">/);
    assert.match(output, /<failure message="1 found" type="invalid-number">[^<]*&lt;/);
    assert.match(output, /<testsuite name="b" tests="1" failures="0">\n +<testcase [^>]*\/>/);
    assert.ok(!output.includes('\u0001'));
    const opened = [...output.matchAll(/<([a-z-]+)(?:\s[^<>]*[^/<>])?>/g)].map(([, name]) => name).sort();
    const closed = [...output.matchAll(/<\/([a-z-]+)>/g)].map(([, name]) => name).sort();
    assert.deepEqual(opened, closed);
  });
});
