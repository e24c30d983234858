import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { runCli } from '../../cli/src/run-cli.ts';

/** What `topology` prints of these files, what it complains of, and how it ends. */
async function drawn(files: Readonly<Record<string, string>>, path = '') {
  const folder = mkdtempSync(join(tmpdir(), 'pg-replication-topology-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const said: string[] = [];
    const complaints: string[] = [];
    const argv = ['topology', join(folder, path)];
    const world = { version: '0.0.0', colour: false, complain: (text: string) => complaints.push(text) };
    const code = await runCli({ ...world, argv, write: async (text) => void said.push(text) });
    return { text: said.join(''), complaint: complaints.join(''), code };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

suite('topology', () => {
  test('draws who streams from whom, how, and on what evidence', async () => {
    const servers = [
      { name: 'pg "1"', folder: 'a', major: 16, hosts: ['10.0.0.1'] },
      { name: 'pg2', folder: 'b', major: 16 },
      { name: 'pg3', folder: 'c', major: 16 },
    ];
    const { text, code } = await drawn({
      'pg-replication.json': JSON.stringify({ servers }),
      'a/postgresql.conf': "synchronous_standby_names = 'S2'\n",
      'b/standby.signal': '',
      'b/postgresql.conf': "primary_conninfo = 'host=10.0.0.1 application_name=s2'\nprimary_slot_name = 's2'\n",
      'c/standby.signal': '',
      'c/postgresql.conf': "primary_conninfo = 'host=pg2 application_name=s3'\n",
    });
    assert.equal(code, 0);
    assert.equal(
      text,
      `flowchart TD
  s0["pg #34;1#34;<br>primary, 16"]
  s1["pg2<br>standby, 16"]
  s2["pg3<br>standby, 16"]
  s0 ==>|"synchronous, slot s2"| s1
  s1 -.->|"asynchronous, a guess"| s2
`,
    );
  });

  test('a path that is not there, and one without servers, are told', async () => {
    const missing = await drawn({}, 'nowhere');
    assert.match(missing.complaint, /nowhere does not exist/);
    assert.equal(missing.code, 2);
    assert.match((await drawn({})).complaint, /no PostgreSQL configuration found/);
  });
});
