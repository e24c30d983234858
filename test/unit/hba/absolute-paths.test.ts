import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { whoMayConnect } from '../../../core/src/authentication/who-may-connect.ts';
import { type ReadOptions, readServer } from '../../../core/src/model/read-server.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

const ofMachine = 'port = 6543\n';

async function read(folder: string, texts: Readonly<Record<string, string>>, options: Partial<ReadOptions> = {}) {
  const inFolder = Object.entries(texts).map(([path, text]) => [path.includes('/') ? path : `${folder}/${path}`, text]);
  return readServer(inMemoryFiles(Object.fromEntries(inFolder)), folder, { major: 18, ...options });
}

/** The port that a server has whose file includes one by an absolute path, which this machine has. */
async function portOf(folder: string, path: string, options: Partial<ReadOptions> = {}, more = {}): Promise<number> {
  const root = /^file:\/\//.exec(folder)?.[0] ?? '';
  const texts = { 'postgresql.conf': `include '${path}'\n`, [`${root}${path}`]: ofMachine, ...more };
  const server = await read(folder, texts, options);
  assert.deepEqual(
    server.problems.map(({ code }) => code),
    server.number('port') === 6543 ? [] : ['includedElsewhere'],
  );
  assert.equal(server.complete, server.number('port') === 6543);
  return server.number('port');
}

const [seen, unseen] = [6543, 5432];

suite('a file that is included by an absolute path', () => {
  test('of a repository is not that of this machine', async () => {
    assert.equal(await portOf('file:///srv/me/repo/pg', '/etc/postgresql/shared.conf'), unseen);
    assert.equal(await portOf('file:///srv/me/repo/pg', '/srv/postgres/shared.conf'), unseen);
    assert.equal(await portOf('file:///builds/repo/pg', '/var/lib/postgresql/shared.conf'), unseen);
    assert.equal(await portOf('/var/lib/jenkins/repo', '/var/lib/postgresql/shared.conf'), unseen);
  });

  test('is read where it lies in the repository', async () => {
    assert.equal(await portOf('file:///srv/me/repo/pg', '/srv/me/repo/shared.conf'), seen);
    assert.equal(await portOf('file:///builds/repo/pg', '/builds/repo/shared.conf'), seen);
    const roots = ['file:///srv/me/repo', 'file:///srv/me/more'];
    assert.equal(await portOf('file:///srv/me/repo/pg', '/srv/me/repo/shared.conf', { roots }), seen);
    assert.equal(await portOf('file:///srv/me/repo/pg', '/srv/me/more/shared.conf', { roots }), seen);
    assert.equal(await portOf('file:///srv/me/repo/pg', '/srv/me/other/shared.conf', { roots }), unseen);
  });

  test('is read by a server in its own place', async () => {
    assert.equal(await portOf('file:///etc/postgresql/16/main', '/srv/shared.conf'), seen);
    assert.equal(await portOf('file:///data/a', '/etc/shared.conf', {}, { PG_VERSION: '18\n' }), seen);
  });

  test('of a relative folder goes by where that is', async () => {
    assert.equal(await portOf('pg', '/etc/shared.conf'), unseen);
    assert.equal(await portOf('pg', '/etc/shared.conf', { path: '/srv/me/repo/pg' }), unseen);
    assert.equal(await portOf('pg', '/etc/shared.conf', { path: '/etc/postgresql/16/main' }), seen);
    assert.equal(await portOf('pg', '/builds/repo/shared.conf', { path: '/builds/repo/pg' }), seen);
    assert.equal(
      await portOf(
        'pg',
        'c:/sites/repo/shared.conf',
        { path: 'C:\\sites\\repo\\pg' },
        {
          '/c:/sites/repo/shared.conf': ofMachine,
        },
      ),
      seen,
    );
  });

  test('may be missing with include_if_exists, and be a folder', async () => {
    const files = { '/etc/x/a.conf': ofMachine };
    const maybe = await read('/repo', { ...files, 'postgresql.conf': "include_if_exists '/etc/x/a.conf'\n" });
    assert.deepEqual([maybe.number('port'), maybe.problems.length, maybe.complete], [unseen, 0, false]);
    const folder = await read('/repo', { ...files, 'postgresql.conf': "include_dir '/etc/x'\n" });
    assert.deepEqual([folder.number('port'), folder.problems[0]?.code], [unseen, 'includedElsewhere']);
  });
});

suite('records that are included by an absolute path', () => {
  const ofOthers = { '/etc/x/a.conf': 'local all all trust\n', '/etc/x/names': 'alice\n', 'postgresql.conf': '' };
  const codes = async (folder: string, hba: string) => {
    const { hba: records, problems } = await read(folder, { ...ofOthers, 'pg_hba.conf': hba });
    return [...problems.map(({ code }) => code), ...records.map(({ method }) => method.text)];
  };

  test('are not those of this machine either, nor are names', async () => {
    const own = 'local all bob peer\n';
    assert.deepEqual(await codes('/repo', `include /etc/x/a.conf\n${own}`), ['includedElsewhere', 'peer']);
    assert.deepEqual(await codes('/repo', `include_dir /etc/x\n${own}`), ['includedElsewhere', 'peer']);
    assert.deepEqual(await codes('/repo', `include_if_exists /etc/x/a.conf\n${own}`), ['peer']);
    assert.deepEqual(await codes('/repo', `local all @/etc/x/names md5\n${own}`), ['includedElsewhere', 'peer']);
    assert.deepEqual(await codes('/etc/postgresql', `include /etc/x/a.conf\nlocal all @/etc/x/names md5\n`), [
      'trust',
      'md5',
    ]);
  });

  test('leave open who may connect; the file is not refused for them', async () => {
    const hba = 'include /etc/x/a.conf\nlocal all all peer\n';
    const attempt = { type: 'local', tls: false, gss: false, database: 'd', user: 'u' } as const;
    const answer = whoMayConnect(await read('/repo', { ...ofOthers, 'pg_hba.conf': hba }), attempt);
    assert.deepEqual([answer.isCertain, answer.problems, answer.outcome], [false, [], 'asked']);
    assert.match(answer.remarks.join(), /"\/etc\/x\/a\.conf" holds is not visible from here/);
  });
});
