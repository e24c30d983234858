import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { cursorIn, root, TestConnection } from '../support/test-connection.ts';

async function hoverAt(path: string, marked: string, files: Readonly<Record<string, string>> = {}) {
  const { text, position } = cursorIn(marked);
  await using client = await TestConnection.start({ files: { ...files, [path]: text } });
  return (await client.hover(await client.open(path), position)) ?? '';
}

suite('hover', () => {
  test('type, range, default, change, majors, manual and the value in force', async () => {
    const text = await hoverAt('pg/postgresql.conf', '# pg-replication: pg=16\nwal_ke|ep_size = 1024\n');
    assert.match(text, /PostgreSQL 16/);
    assert.match(text, /Type\*\* integer; without a unit a number counts `MB`/);
    assert.match(text, /Default\*\* `0`/);
    assert.match(text, /takes effect at a reload/);
    assert.match(text, /Majors\*\* 13 and later/);
    assert.match(text, /https:\/\/www\.postgresql\.org\/docs\/16\/runtime-config-replication\.html#GUC-WAL-KEEP-SIZE/);
    assert.match(text, /In force\*\* `1024` \(1GB\), from \[postgresql\.conf:2\]/);
  });

  test('the value in force may come from another file', async () => {
    const files = { 'pg/postgresql.auto.conf': "work_mem = '1GB'\n" };
    const text = await hoverAt('pg/postgresql.conf', 'work_m|em = 4MB\n', files);
    assert.ok(text.includes(`(${root}/pg/postgresql.auto.conf#L1)`));
    assert.match(text, /`1GB`/);
  });

  test('the number that a unit stands for', async () => {
    assert.match(await hoverAt('pg/postgresql.conf', 'shared_buf|fers = 1GB\n'), /`1GB` \(131072 × 8kB\), from/);
    assert.match(await hoverAt('pg/postgresql.conf', 'wal_keep_s|ize = 2048MB\n'), /`2048MB` \(2GB, 2048 × MB\), from/);
    assert.match(await hoverAt('pg/postgresql.conf', 'checkpoint_t|imeout = 1x\n'), /`1x`, from/);
  });

  test('where other servers of the workspace set it, without their passwords', async () => {
    const files = {
      'one/postgresql.conf': "port = 1\n\nprimary_conninfo = 'host=a password=hush'\n",
      'two/postgresql.conf': 'fsync = on\n',
      'wal_*/postgresql.conf': 'port = 3\n',
    };
    const text = await hoverAt('pg/postgresql.conf', 'po|rt = 2\n', files);
    assert.ok(text.includes(`- one: \`1\`, from [postgresql.conf:1](${root}/one/postgresql.conf#L1)`));
    assert.ok(text.includes('- wal\\_\\*: `3`'));
    assert.doesNotMatch(text, /two|- pg:/);
    assert.match(await hoverAt('pg/postgresql.conf', 'primary_con|ninfo = x\n', files), /host=a password=\*\*\*\*/);
    assert.doesNotMatch(await hoverAt('pg/postgresql.conf', 'fs|ync = on\n'), /Other servers/);
  });

  test('a commented-out setting and one set nowhere speak of the default', async () => {
    const text = await hoverAt('pg/postgresql.conf', '#wal_lev|el = replica   # minimal, replica, or logical\n');
    assert.match(text, /one of `minimal`, `replica`, `logical`/);
    assert.match(text, /In force\*\* `replica`, the default/);
    assert.match(text, /at a restart/);
  });

  test('nothing on prose, on unknown names, in blanks', async () => {
    assert.equal(await hoverAt('pg/postgresql.conf', '# some pro|se\n'), '');
    assert.equal(await hoverAt('pg/postgresql.conf', 'nonsen|se = 1\n'), '');
    assert.equal(await hoverAt('pg/postgresql.conf', '\n|\n'), '');
  });

  test('keywords of a connection string; passwords are never shown', async () => {
    const keyword = await hoverAt('pg/postgresql.conf', "primary_conninfo = 'host=a ssl|mode=require password=hush'\n");
    assert.match(keyword, /sslmode/);
    assert.match(keyword, /`verify-full`/);
    assert.doesNotMatch(keyword, /hush/);
    const secret = await hoverAt('pg/postgresql.conf', "primary_conninfo = 'host=a password=hu|sh'\n");
    assert.match(secret, /not shown/);
    assert.doesNotMatch(secret, /hush/);
    const name = await hoverAt('pg/postgresql.conf', "primary_con|ninfo = 'host=a password=hush'\n");
    assert.match(name, /host=a password=\*\*\*\*/);
    const uri = await hoverAt('pg/postgresql.conf', "primary_con|ninfo = 'postgresql://me:hush@a/'\n");
    assert.doesNotMatch(uri, /hush/);
  });

  test('fields, methods and options of pg_hba.conf', async () => {
    const record = 'hostssl replication repl 10.0.0.0/8 ldap ldapserver=x ldapbindpasswd=hush\n';
    const at = (word: string) => hoverAt('pg/pg_hba.conf', record.replace(word, `|${word}`));
    assert.match(await at('hostssl'), /with TLS/);
    assert.match(await at('replication'), /standbys and base backups/);
    assert.match(await at('ldap '), /\*\*method\*\* `ldap`/);
    assert.doesNotMatch(await at('ldapbindpasswd'), /hush/);
    assert.match(await at('ldapserver'), /\*\*option\*\* `ldapserver`/);
    assert.equal(await hoverAt('pg/pg_hba.conf', '# pg-replication: pg=16\ninclude mo|re.conf\n'), '');
  });
});

suite('hover over what no file can set', () => {
  test('says not that it is in force', async () => {
    for (const line of ['#block_si|ze = 8192', 'server_ver|sion = 16', "config_fi|le = '/etc/x'"])
      assert.doesNotMatch(await hoverAt('pg/postgresql.conf', `${line}\n`), /In force|^$/, line);
    assert.match(await hoverAt('pg/postgresql.conf', "hba_fi|le = '/etc/x'\n"), /In force/);
  });
});

suite('hover over names of other majors', () => {
  test('a name that this major does not know: what took its place, or who knows it', async () => {
    const old = await hoverAt('pg/postgresql.conf', '# pg-replication: pg=16\nwal_keep_seg|ments = 8\n');
    assert.match(old, /^\*\*wal_keep_segments\*\*: no release knows it from 13 on\..*wal_keep_size/);
    const later = await hoverAt('pg/postgresql.conf', '# pg-replication: pg=12\nsummarize|_wal = on\n');
    assert.equal(later, '**summarize_wal**: PostgreSQL 17 to 19 know it, 12 does not.');
    assert.equal(await hoverAt('pg/postgresql.conf', 'no_such_th|ing = 1\n'), '');
  });
});

suite('hover over what somebody else wrote', () => {
  const evil = '``x` <img src=x onerror=alert(1)> [a](command:x) **b** ![i](https://x/y)';

  /** The Markdown without what stands in code spans and behind backslashes: nothing of what is left may come from a value. */
  function bare(markdown: string): string {
    return markdown.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '').replace(/\\[\\`*_[\]<>#]/g, '');
  }

  for (const [what, path, text] of [
    ['values', 'pg/postgresql.conf', `cluster_n|ame = '${evil}'\n`],
    ['roles', 'pg/pg_hba.conf', `host all "${evil}" 10.0.0.0/8 md|5\n`],
    [
      'connection strings',
      'pg/postgresql.conf',
      `primary_conninfo = 'application_n|ame=${evil.replaceAll(' ', '')}'\n`,
    ],
  ] as const) {
    test(`${what}, and the names of folders, stay text`, async () => {
      const folder = evil.replaceAll('/', '∕');
      const other = { [`${folder}/postgresql.conf`]: `cluster_name = '${evil}'\n` };
      const markdown = await hoverAt(path, text, other);
      assert.notEqual(markdown, '');
      assert.doesNotMatch(bare(markdown), /<img|\(command:|!\[|onerror/, markdown);
    });
  }
});
