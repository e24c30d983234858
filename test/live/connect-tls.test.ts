import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { ConnectWorld } from '../../client/src/connect/world.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { skipMajor } from '../../tools/postgres/programs.ts';
import type { Issued } from '../support/certificate-authority.ts';
import { ask, bareWorld, failureOf } from '../support/sessions.ts';
import { homeWith, right, sslQuestion, TlsSite } from '../support/tls-site.ts';

for (const major of [10, 18] as const) {
  let site: TlsSite;
  const to = (words: string) => site.to(words);
  const isEncrypted = (words: string, world?: ConnectWorld) => site.isEncrypted(words, world);
  const start = async () => {
    site = await TlsSite.start(major);
  };
  const end = () => site.discard();

  suite(`sslmode with PostgreSQL ${major}`, { skip: skipMajor(major) }, () => {
    before(start);
    after(end);

    test('which connection is tried first, and which when that is refused', async () => {
      assert.equal(await isEncrypted('user=either sslmode=disable'), false);
      assert.equal(await isEncrypted('user=either sslmode=allow'), false);
      assert.equal(await isEncrypted('user=either sslmode=prefer'), true);
      assert.equal(await isEncrypted('user=either sslmode=require'), true);
      assert.equal(await isEncrypted('user=tlsonly sslmode=allow'), true);
      assert.equal(await isEncrypted('user=plainonly sslmode=prefer'), false);
      assert.equal(await isEncrypted('user=plainpass sslmode=prefer'), false);
    });

    test('what is refused both ways, or may be tried one way only', async () => {
      assert.match((await failureOf(to('user=tlsonly sslmode=disable'))).message, /(SSL off|no encryption)/);
      assert.match((await failureOf(to('user=plainonly sslmode=require'))).message, /(SSL on|SSL encryption)/);
      assert.match((await failureOf(to('user=nobody sslmode=prefer'))).message, /(SSL on|SSL encryption)/);
      assert.equal((await failureOf(to('user=plainpass sslmode=prefer'))).failure, 'passwordNeeded');
      assert.equal((await failureOf(to('user=scram sslmode=prefer'), { password: 'wrong' })).failure, 'passwordWrong');
    });

    test('a root certificate is held against the server in every mode', async () => {
      const [good, bad] = [`sslrootcert=${site.authority.root}`, `sslrootcert=${site.stranger.root}`];
      for (const mode of ['require', 'verify-ca', 'verify-full']) {
        assert.equal(await isEncrypted(`user=either sslmode=${mode} ${good}`), true, mode);
        const { failure, message } = await failureOf(to(`user=either sslmode=${mode} ${bad}`));
        assert.equal(failure, 'tls', mode);
        assert.match(message, /not signed by an authority/);
      }
      assert.equal(await isEncrypted(`user=either sslmode=prefer ${bad}`), false);
      const home = homeWith({ 'root.crt': site.stranger.root });
      assert.equal((await failureOf(to('user=either sslmode=require'), {}, home)).failure, 'tls');
      assert.equal((await failureOf(to('user=either sslmode=verify-full sslrootcert=system'))).failure, 'tls');
    });

    test('verifying needs a root certificate', async () => {
      for (const mode of ['verify-ca', 'verify-full']) {
        const { failure, message } = await failureOf(to(`user=either sslmode=${mode}`));
        assert.equal(failure, 'configuration');
        assert.match(message, /needs the root certificate file \/nowhere\/\.postgresql\/root\.crt/);
      }
      const gone = await failureOf(to('user=either sslmode=verify-ca sslrootcert=/gone'));
      assert.match(gone.message, /\/gone/);
    });

    test('SNI is not sent where it is not wanted, and verifying works all the same', async () => {
      const words = `user=either sslmode=verify-full sslsni=0 sslrootcert=${site.authority.root}`;
      assert.equal(await isEncrypted(words), true);
      assert.equal(await ask(`host=localhost port=${site.server.port} dbname=postgres ${words}`, sslQuestion), 't');
    });
  });

  suite(`names and lists in certificates with PostgreSQL ${major}`, { skip: skipMajor(major) }, () => {
    before(start);
    after(end);

    const verify = () =>
      `user=either dbname=postgres port=${site.server.port} sslrootcert=${site.authority.root} sslmode=`;

    test('verify-full wants the name of the host, verify-ca does not', async () => {
      await site.show(site.authority.issue('other', 'localhost', 'DNS:elsewhere,DNS:*.pg.example'));
      assert.equal(await isEncrypted(`${verify()}verify-ca`), true);
      const { failure, message } = await failureOf(to(`${verify()}verify-full`));
      assert.equal(failure, 'tls');
      assert.match(message, /not made out to this host name/);
      const asIf = (host: string) => `hostaddr=127.0.0.1 host=${host} ${verify()}verify-full`;
      assert.equal(await ask(asIf('elsewhere'), sslQuestion), 't');
      assert.equal(await ask(asIf('one.pg.example'), sslQuestion), 't');
      assert.equal((await failureOf(asIf('two.one.pg.example'))).failure, 'tls');
      assert.equal((await failureOf(asIf('127.0.0.1'))).failure, 'tls');
    });

    test('addresses and common names', async () => {
      await site.show(site.authority.issue('address', 'localhost', 'IP:127.0.0.1'));
      assert.equal(await ask(`host=127.0.0.1 ${verify()}verify-full`, sslQuestion), 't');
      await site.show(site.authority.issue('common', 'localhost'));
      assert.equal(await isEncrypted(`${verify()}verify-full`), true);
      assert.equal((await failureOf(`host=127.0.0.1 ${verify()}verify-full`)).failure, 'tls');
      await site.show(site.authority.issue('commonaddress', '127.0.0.1'));
      assert.equal(await ask(`host=127.0.0.1 ${verify()}verify-full`, sslQuestion), 't');
    });

    test('a certificate that is revoked', async () => {
      const revoked = site.authority.issue('revoked', 'localhost', 'DNS:localhost');
      await site.show(revoked);
      assert.equal(await isEncrypted(`${verify()}verify-full`), true);
      const list = site.authority.revocationOf(revoked);
      const { failure, message } = await failureOf(to(`${verify()}verify-full sslcrl=${list}`));
      assert.equal(failure, 'tls');
      assert.match(message, /has been revoked/);
      assert.equal((await failureOf(to(`${verify()}verify-full`), {}, homeWith({ 'root.crl': list }))).failure, 'tls');
      assert.match((await failureOf(to(`${verify()}verify-full sslcrl=/gone`))).message, /\/gone is not there/);
    });
  });

  suite(`who we are, shown to PostgreSQL ${major} in TLS`, { skip: skipMajor(major) }, () => {
    before(start);
    after(end);

    let client: Issued;
    before(() => {
      client = site.authority.issue('client', 'certuser');
    });
    const own = () => `sslcert=${client.certificate} sslkey=${client.key}`;

    test('a client certificate, named or of the home folder', async () => {
      assert.equal(await isEncrypted(`user=certuser sslmode=require ${own()}`), true);
      const home = homeWith({ 'postgresql.crt': client.certificate, 'postgresql.key': client.key });
      assert.equal(await isEncrypted('user=certuser sslmode=require', home), true);
      assert.equal(await isEncrypted(`user=twofold sslmode=require ${own()}`), true);
      assert.match((await failureOf(to('user=certuser sslmode=require'))).message, /valid client certificate/);
      assert.equal(await isEncrypted('user=tlsonly sslmode=require sslcert=/gone'), true);
    });

    test('a certificate of somebody else', async () => {
      const { failure } = await failureOf(
        to(`user=certuser sslmode=require sslcert=${site.named.certificate} sslkey=${site.named.key}`),
      );
      assert.equal(failure, 'refused');
    });

    test('keys that cannot be used', async () => {
      const keyless = await failureOf(to(`user=certuser sslmode=require sslcert=${client.certificate}`));
      assert.match(keyless.message, /private key file \/nowhere\/\.postgresql\/postgresql\.key is not there/);
      const lax: ConnectWorld = { ...bareWorld, facts: (path) => ({ kind: 'file', mode: 0o644, owner: 1, path }) };
      const words = to(`user=certuser sslmode=require ${own()} sslrootcert=${site.authority.root}`);
      assert.match((await failureOf(words, {}, lax)).message, /can be read by others/);
    });

    test('SCRAM is bound to the channel where both can', async () => {
      for (const binding of ['disable', 'prefer']) {
        assert.equal(await isEncrypted(`user=scram sslmode=require channel_binding=${binding}`), true);
      }
      const bound = to('user=scram sslmode=require channel_binding=require');
      if (major === 10) assert.equal((await failureOf(bound, right)).failure, 'tls');
      else assert.equal(await ask(bound, sslQuestion, right), 't');
      assert.equal((await failureOf(to('user=tlsonly sslmode=require channel_binding=require'))).failure, 'tls');
    });

    test('TLS from the first byte, which servers know from 17 on', async () => {
      const words = `user=tlsonly sslmode=verify-full sslrootcert=${site.authority.root} sslnegotiation=direct`;
      if (major < 17) assert.equal((await failureOf(to(words))).failure, 'unreachable');
      else assert.equal(await isEncrypted(words), true);
    });

    test('versions of TLS', async () => {
      const version = 'select version from pg_stat_ssl where pid = pg_backend_pid()';
      const words = to('user=tlsonly sslmode=require ssl_max_protocol_version=TLSv1.2');
      assert.equal(await ask(words, version), 'TLSv1.2');
    });
  });

  test(`PostgreSQL ${major} without TLS`, async () => {
    const bare = await PostgresServer.start(major);
    try {
      const words = `host=127.0.0.1 port=${bare.port} user=postgres`;
      assert.equal(await ask(`${words} sslmode=prefer`, sslQuestion), 'f');
      const { failure, message } = await failureOf(`${words} sslmode=require`);
      assert.equal(failure, 'tls');
      assert.match(message, /has no TLS \(ssl = off\), which sslmode=require asks for/);
      assert.match((await failureOf(`${words} sslmode=prefer dbname=none`)).message, /no database "none"/);
    } finally {
      await bare.discard();
    }
  });
}
