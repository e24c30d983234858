import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type NodeParameters, nodeParameters } from '../../../client/src/connect/node-parameters.ts';
import { ConnectError } from '../../../client/src/connect/session.ts';
import { type MadeWorld, madeWorld } from './connect-world.ts';

function nodes(conninfo: string, world: MadeWorld = {}): readonly NodeParameters[] {
  return nodeParameters(conninfo, madeWorld(world));
}

function only(conninfo: string, world: MadeWorld = {}): NodeParameters {
  const [node, ...others] = nodes(conninfo, world);
  assert.ok(node && others.length === 0, 'one server');
  return node;
}

function refusal(conninfo: string, world: MadeWorld = {}): string {
  try {
    nodes(conninfo, world);
  } catch (error) {
    assert.ok(error instanceof ConnectError);
    assert.equal(error.failure, 'configuration');
    return error.message;
  }
  assert.fail(`${conninfo} is refused`);
}

const service = {
  '/folk/eve/.pg_service.conf':
    '# comment\n[a]\nhost=other\n\n[live]\nhost=pg1,pg2\nuser=rep\nport=6000\nport=7000\npassword=from service\n',
};

suite('parameters of a server', () => {
  test('libpq’s defaults', () => {
    const { passfile, ...node } = only('');
    assert.equal(passfile, '/folk/eve/.pgpass');
    assert.deepEqual(node, {
      key: 'localhost:5432',
      host: 'localhost',
      hostaddr: undefined,
      port: 5432,
      user: 'eve',
      database: 'eve',
      password: undefined,
      sslmode: 'prefer',
      sslrootcert: undefined,
      sslcert: undefined,
      sslkey: undefined,
      sslcrl: undefined,
      sslsni: true,
      channelBinding: 'prefer',
      connectTimeout: 0,
      options: undefined,
    });
  });

  test('without a host, the socket folder where a server listens on that port', () => {
    const sockets = ['/tmp/.s.PGSQL.6000'];
    assert.equal(only('port=6000', { sockets }).key, '/tmp:6000');
    assert.equal(only('', { sockets }).key, 'localhost:5432');
    assert.equal(
      only('port=6000', { sockets: [...sockets, '/var/run/postgresql/.s.PGSQL.6000'] }).host,
      '/var/run/postgresql',
    );
    assert.equal(only('port=6000', { sockets, platform: 'win32' }).host, 'localhost');
  });

  test('connection string over service over environment', () => {
    const world = {
      files: service,
      env: { PGUSER: 'env', PGDATABASE: 'envdb', PGPASSWORD: 'env', PGSSLMODE: 'require' },
    };
    const [one, two] = nodes('service=live user=me', world);
    assert.deepEqual([one?.key, two?.key], ['pg1:6000', 'pg2:6000']);
    assert.deepEqual(
      [one?.user, one?.database, one?.password, one?.sslmode],
      ['me', 'envdb', 'from service', 'require'],
    );
    assert.equal(nodes('', { ...world, env: { ...world.env, PGSERVICE: 'live' } })[0]?.user, 'rep');
  });

  test('service files: named, of the user, of the system', () => {
    const files = { '/etc/pg/pg_service.conf': '[live]\nhost=system\n', '/named': '[live]\nhost=named\n' };
    assert.equal(only('service=live', { files, env: { PGSYSCONFDIR: '/etc/pg' } }).host, 'system');
    assert.equal(only('service=live', { files, env: { PGSERVICEFILE: '/named' } }).host, 'named');
    assert.equal(only('service=live servicefile=/named', { files }).host, 'named');
    const windows = { 'C:\\Data\\postgresql\\.pg_service.conf': '[live]\nhost=windows\n' };
    assert.equal(
      only('service=live', { files: windows, platform: 'win32', env: { APPDATA: 'C:\\Data' } }).host,
      'windows',
    );
  });

  test('service files that libpq refuses', () => {
    assert.match(refusal('service=nowhere', { files: service }), /no service "nowhere"/);
    assert.match(refusal('service=x', { env: { PGSERVICEFILE: '/gone' } }), /\/gone is not there/);
    const broken = (text: string) =>
      refusal('service=x', { files: { '/folk/eve/.pg_service.conf': `[x]\n${text}\n` } });
    assert.match(broken('host'), /Line 2 .* has no "="/);
    assert.match(broken('service=y'), /Line 2 .* names another service/);
    assert.match(broken('ldap://server/dc=x'), /Line 2 .* LDAP/);
    assert.match(broken('hots=pg1'), /"hots" is no keyword/);
    assert.match(broken('host=a,b\nport=1,2,3'), /3 ports for 2 hosts/);
  });
});

suite('hosts of a connection string', () => {
  test('lists of hosts', () => {
    const keys = (conninfo: string, world: MadeWorld = {}) => nodes(conninfo, world).map(({ key }) => key);
    assert.deepEqual(keys('host=a,b,c port=6000'), ['a:6000', 'b:6000', 'c:6000']);
    assert.deepEqual(keys('host=a,,c port=1,2,'), ['a:1', 'localhost:2', 'c:5432']);
    assert.deepEqual(keys('postgresql://me@a:1,[::1]:2,b/db'), ['a:1', '[::1]:2', 'b:5432']);
    assert.deepEqual(keys('host=/run/pg,fe80::1%eth0'), ['/run/pg:5432', '[fe80::1%eth0]:5432']);
    assert.deepEqual(keys('host=a,a,b'), ['a:5432', 'b:5432']);
    assert.deepEqual(keys('port=1', { env: { PGHOST: 'x,y' } }), ['x:1', 'y:1']);
    assert.match(refusal('host=a,b port=1,2,3'), /3 ports for 2 hosts/);
    assert.match(refusal('host=a,b hostaddr=10.0.0.1'), /2 hosts for 1 addresses/);
    assert.match(refusal('host=a,b', { env: { PGPORT: '1,2,3' } }), /3 ports for 2 hosts/);
  });

  test('an address to connect to, and the name that a certificate bears', () => {
    const [one, two] = nodes('host=a, hostaddr=10.0.0.1,10.0.0.2');
    assert.deepEqual([one?.key, one?.host, one?.hostaddr], ['a:5432', 'a', '10.0.0.1']);
    assert.deepEqual([two?.key, two?.host, two?.hostaddr], ['10.0.0.2:5432', '10.0.0.2', '10.0.0.2']);
  });
});

suite('further parameters of a server', () => {
  test('TLS, timeouts and the rest', () => {
    const node = only(
      'host=a sslrootcert=system sslcert=c sslkey=k sslcrl=r sslsni=0 sslnegotiation=direct channel_binding=require connect_timeout=3 options=-cgeqo=off passfile=/p ssl_min_protocol_version=TLSv1.3',
    );
    assert.equal(node.sslmode, 'verify-full');
    assert.deepEqual([node.sslrootcert, node.sslcert, node.sslkey, node.sslcrl], ['system', 'c', 'k', 'r']);
    assert.deepEqual([node.sslsni, node.sslnegotiation, node.sslMinVersion], [false, 'direct', 'TLSv1.3']);
    assert.deepEqual(
      [node.channelBinding, node.connectTimeout, node.options, node.passfile],
      ['require', 3000, '-cgeqo=off', '/p'],
    );
    assert.equal(only('connect_timeout=-1').connectTimeout, 0);
    assert.equal(only('requiressl=1').sslmode, 'require');
    assert.equal(only('postgresql://a/?ssl=true').sslmode, 'require');
    assert.equal(
      only('', { platform: 'win32', env: { APPDATA: 'C:\\Data' } }).passfile,
      'C:\\Data\\postgresql\\pgpass.conf',
    );
  });

  test('what cannot be used says so in one sentence without a secret', () => {
    assert.match(refusal('pg1'), /neither keyword=value nor a URI/);
    assert.match(refusal('hots=a'), /"hots" is no keyword/);
    assert.match(refusal('sslmode=often'), /sslmode cannot be "often"/);
    assert.match(refusal('port=99999'), /"99999" is no port/);
    assert.match(refusal("host='a"), /never closed/);
    assert.match(refusal('connect_timeout=soon'), /whole number of seconds/);
    assert.match(refusal('sslrootcert=system sslmode=require'), /needs sslmode=verify-full/);
    assert.match(refusal('host=a', { env: { PGSSLMODE: 'verify' } }), /sslmode cannot be "verify"/);
    assert.doesNotMatch(refusal("host=a password='hunter 2' nonsense"), /hunter/);
    assert.doesNotMatch(refusal('postgresql://me:hunter2/db'), /hunter/);
  });

  test('what would narrow whom we talk to and cannot be kept is refused', () => {
    for (const words of [
      'requirepeer=postgres',
      'require_auth=scram-sha-256',
      'sslcrldir=/x',
      'gssencmode=require',
      'sslcertmode=require',
      'sslpassword=x',
    ]) {
      assert.match(refusal(`host=a ${words}`), /cannot be kept here/, words);
    }
    assert.equal(only('host=a gssencmode=prefer sslcertmode=allow target_session_attrs=primary').host, 'a');
  });

  test('a password in the connection string is not used', () => {
    assert.equal(only('host=a password=x').password, undefined);
  });
});
