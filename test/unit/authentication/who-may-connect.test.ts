import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type ConnectionAttempt, type Major, readServer, whoMayConnect } from '../../../core/src/index.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

const alice: ConnectionAttempt = {
  type: 'host',
  tls: false,
  gss: false,
  database: 'app',
  user: 'alice',
  address: '192.0.2.7',
};

async function ask(hba: string, changed: Partial<ConnectionAttempt> = {}, major: Major = 18, conf = '') {
  const files = inMemoryFiles({ '/s/postgresql.conf': conf, '/s/pg_hba.conf': hba });
  return whoMayConnect(await readServer(files, '/s', { major }), { ...alice, ...changed });
}

/** Why the first record was passed over. */
async function reason(record: string, changed: Partial<ConnectionAttempt> = {}, major: Major = 18): Promise<string> {
  const { steps } = await ask(`${record}\n`, changed, major);
  return `${steps[0]?.fits}: ${steps[0]?.reason}`;
}

suite('who may connect', () => {
  test('says why a record was passed over', async () => {
    assert.equal(await reason('local all all trust'), 'no: local takes Unix sockets only');
    assert.equal(await reason('hostssl all all all trust'), 'no: hostssl takes connections with TLS only');
    assert.equal(await reason('host all all 10.0.0.0/8 trust'), 'no: 192.0.2.7 is not in 10.0.0.0/8');
    assert.equal(await reason('host all all 10.0.0.0 255.0.0.0 trust'), 'no: 192.0.2.7 is not in 10.0.0.0 255.0.0.0');
    assert.equal(await reason('host all all ::/0 trust'), 'no: ::/0 takes IPv6 only');
    assert.equal(await reason('host shop all all trust'), 'no: the database "app" is not named');
    assert.equal(await reason('host replication all all trust'), 'no: replication takes physical replication only');
    assert.equal(await reason('host all bob all trust'), 'no: the user "alice" is not named');
    assert.equal(await reason('host all +ops all trust', { roles: [] }), 'no: "alice" is no member of "ops"');
    const physical = { database: undefined };
    const needed = 'no: physical replication needs the word replication: neither all nor a name takes it';
    assert.equal(await reason('host all all all trust', physical), needed);
    assert.match(
      await reason('host "replication" all all trust', physical),
      /^no: "replication" in quotes is a database/,
    );
  });

  test('says what files cannot tell, and goes on to the first record that fits', async () => {
    assert.match(
      await reason('host all +ops all trust'),
      /^unknown: files cannot tell whether "alice" is a member of "ops"/,
    );
    assert.match(await reason('host all all .example.com trust'), /^unknown: ".example.com" is a host name/);
    assert.match(await reason('host all all samenet trust'), /^unknown: samenet/);
    assert.match(await reason('host all "/(.)\\1" all trust'), /^unknown: the regular expression/);
    const answer = await ask('host all +ops all reject\nhost all all all scram-sha-256\nhost all all all trust\n');
    assert.deepEqual(
      answer.steps.map(({ fits }) => fits),
      ['unknown', 'yes'],
    );
    assert.deepEqual([answer.isCertain, answer.outcome], [false, 'asked']);
    assert.equal(answer.decidedBy?.method.text, 'scram-sha-256');
  });

  test('says what the method means', async () => {
    const meaning = async (end: string, major: Major = 18) => {
      const { outcome, meaning } = await ask(`hostssl all all all ${end}\n`, { tls: true }, major, 'ssl = on\n');
      return `${outcome}: ${meaning}`;
    };
    assert.equal(await meaning('trust'), 'admitted: Let in without any proof.');
    assert.equal(await meaning('reject'), 'refused: Turned away.');
    assert.match(await meaning('md5'), /^asked: Asked for a password: by SCRAM if it is stored so/);
    assert.match(
      await meaning('trust clientcert=verify-ca'),
      /^asked: .* A TLS client certificate is needed besides\./,
    );
    assert.match(await meaning('trust clientcert=0', 11), /^admitted: Let in without any proof\.$/);
    assert.match(await meaning('cert map=m'), /^asked: .*translated by the map "m" of pg_ident\.conf\.$/);
  });
});

suite('who may connect to a server', () => {
  test('without a record that fits the server refuses', async () => {
    const answer = await ask('local all all trust\n');
    assert.deepEqual([answer.decidedBy, answer.outcome, answer.isCertain], [undefined, 'refused', true]);
  });

  test('while ssl is off there is no TLS', async () => {
    const answer = await ask('hostssl all all all scram-sha-256\n', { tls: true });
    assert.equal(answer.outcome, 'refused');
    assert.match(answer.remarks.join(), /^ssl is off/);
  });

  test('a file that the server does not load is told', async () => {
    const { problems } = await ask('host all all all trust\nhost all all all nonsense\n');
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['unknownMethod'],
    );
  });

  test('a pattern that tries take for ever on is compared all the same', async () => {
    const { outcome } = await ask('host all /^(a*)*b all trust\n', { user: 'a'.repeat(63) });
    assert.equal(outcome, 'refused');
  });
});
