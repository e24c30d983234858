import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { run, TemporaryFolder } from './run-in-folder.ts';

const hba = `# TYPE DATABASE USER ADDRESS METHOD
local   all           postgres                 peer
hostssl replication   replicator 10.0.0.0/24   scram-sha-256
host    all           all        10.0.0.0/8    reject
host    all           +staff     0.0.0.0/0     scram-sha-256
`;

async function ask(...argv: readonly string[]) {
  using folder = new TemporaryFolder({ 'postgresql.conf': 'ssl = on\n', 'pg_hba.conf': hba });
  const { code, output, complaints } = await run('who-may-connect', folder.path, '--pg', '17', ...argv);
  return { code, output: output.replaceAll(`${folder.path}/`, ''), complaints };
}

suite('who-may-connect', () => {
  test('shows the record that decides and why others were passed over', async () => {
    const { code, output } = await ask('--user', 'replicator', '--replication', '--address', '10.0.0.7');
    assert.equal(code, 0);
    assert.match(output, /^asked: Asked for a password by SCRAM/);
    assert.match(output, /passes {3}pg_hba\.conf:2: local all postgres peer\n +local takes Unix sockets only/);
    assert.match(output, /decides {2}pg_hba\.conf:3: hostssl replication replicator 10\.0\.0\.0\/24 scram-sha-256/);
  });

  test('tells no secret of a record, whoever decides and in whatever form', async () => {
    const secret = 'host all rad 10.0.0.0/8 radius radiusservers="a" radiussecrets="hunter2"\n';
    using folder = new TemporaryFolder({ 'postgresql.conf': '', 'pg_hba.conf': secret });
    for (const user of ['rad', 'other'])
      for (const form of [[], ['--json']]) {
        const who = ['--user', user, '--database', 'shop', '--address', '10.0.0.7', '--pg', '17'];
        const { output } = await run('who-may-connect', folder.path, ...who, ...form);
        assert.match(output, /radiussecrets=\*\*\*\*/);
        assert.doesNotMatch(output, /hunter2/);
      }
  });

  test('without TLS another record decides, and the exit code says so', async () => {
    const { code, output } = await ask(
      '--user',
      'replicator',
      '--database',
      'shop',
      '--address',
      '10.0.0.7',
      '--no-tls',
    );
    assert.equal(code, 1);
    assert.match(output, /^refused: Turned away\./);
    assert.match(output, /decides {2}pg_hba\.conf:4/);
  });

  test('what files cannot tell is said', async () => {
    const { code, output } = await ask('--user', 'carol', '--database', 'shop', '--address', '192.168.0.1');
    assert.equal(code, 1);
    assert.match(output, /refused \(unless a record marked "may fit" does\)/);
    assert.match(output, /may fit {2}pg_hba\.conf:5/);
    const member = await ask('--user', 'carol', '--role', 'staff', '--database', 'shop', '--address', '192.168.0.1');
    assert.equal(member.code, 0);
  });

  test('a record that a template fills in may fit, and is shown as the template has it', async () => {
    const files = {
      'templates/postgresql.conf': '',
      'templates/pg_hba.conf': 'host all all {{ net }} reject\nhost all all all scram-sha-256\n',
    };
    using folder = new TemporaryFolder(files);
    const who = ['--user', 'carol', '--database', 'shop', '--address', '10.0.0.7', '--pg', '17'];
    const { output } = await run('who-may-connect', `${folder.path}/templates`, ...who);
    assert.match(output, /^asked \(unless a record marked "may fit" does\)/);
    assert.match(output, /may fit {2}.*pg_hba\.conf:1: host all all \{\{ net \}\} reject\n +a template fills this in/);
  });

  test('as JSON', async () => {
    const { output } = await ask('--user', 'postgres', '--json');
    const answer: {
      readonly outcome: string;
      readonly steps: readonly { readonly line: number; readonly fits: string }[];
    } = JSON.parse(output);
    assert.deepEqual([answer.outcome, answer.steps.map(({ line, fits }) => `${line} ${fits}`)], ['asked', ['2 yes']]);
  });
});

suite('what who-may-connect is asked', () => {
  test('a file that the server refuses lets nobody in, and JSON tells why', async () => {
    const bad = 'local all all peer\nhost all all 10.0.0.0/8 md6\n';
    using folder = new TemporaryFolder({ 'postgresql.conf': '', 'pg_hba.conf': bad });
    const argv = ['who-may-connect', folder.path, '--pg', '17', '--user', 'a'];
    const { code, output } = await run(...argv, '--json');
    const answer: {
      readonly isLoaded: boolean;
      readonly refusals: readonly { readonly line: number; readonly message: string }[];
    } = JSON.parse(output);
    assert.deepEqual([code, answer.isLoaded, answer.refusals.map(({ line }) => line)], [1, false, [2]]);
    assert.match(answer.refusals[0]?.message ?? '', /md6/);
    assert.match((await run(...argv)).output, /The server refuses this HBA file/);
  });

  test('a name of the client is one over TCP, of an address that is not known', async () => {
    const names = 'local all all trust\nhostssl all all .example.com scram-sha-256\nhost all all 10.0.0.0/8 reject\n';
    using folder = new TemporaryFolder({ 'postgresql.conf': 'ssl = on\n', 'pg_hba.conf': names });
    const { output } = await run('who-may-connect', folder.path, '--user', 'a', '--host-name', 'c.example.com');
    assert.match(output, /passes {3}\S*pg_hba\.conf:1/);
    assert.match(output, /decides {2}\S*pg_hba\.conf:2/);
  });

  test('GSSAPI is of TCP, too', async () => {
    const { output } = await ask('--user', 'postgres', '--gss');
    assert.match(output, /passes {3}pg_hba\.conf:2: local .*\n +local takes Unix sockets only/);
  });

  for (const [argv, message] of [
    [[], /wants --user/],
    [['--user', 'a', '--address', '10.0.0.300'], /--address 10\.0\.0\.300: not an address/],
    [['--user', 'a', '--address', '10.0.0.0/8'], /not an address/],
    [['--user', 'a', '--address', 'db.example.com'], /--host-name/],
    [['--user', 'a', '--address', ''], /not an address/],
    [['--user', 'a', '--replication', '--database', 'b'], /not both/],
    [['--user', 'a', '--nonsense'], /nonsense/],
  ] as const) {
    test(`${argv.join(' ') || 'nothing'} is told`, async () => {
      const { code, complaints } = await ask(...argv);
      assert.equal(code, 2);
      assert.match(complaints, message);
    });
  }
});
