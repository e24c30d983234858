import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Major } from '../../../core/src/catalog/parameter.ts';
import { conninfoInForce, looksLikeConninfo, parseConninfo } from '../../../core/src/syntax/conninfo.ts';

function pairs(text: string, major: Major = 18): readonly string[] {
  return parseConninfo(text, major).entries.map(({ keyword, value }) => `${keyword}=${value}`);
}

/** Each problem with the text it stands at. */
function problems(text: string, major: Major = 18): readonly string[] {
  return parseConninfo(text, major).problems.map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);
}

suite('connection strings of keywords', () => {
  test('have blanks where they like', () => {
    assert.deepEqual(pairs(" host = a\tport=1 password='it\\'s \\\\ me'user=b"), [
      'host=a',
      'port=1',
      "password=it's \\ me",
      'user=b',
    ]);
  });

  test('escape with a backslash, in quotes or not', () => {
    assert.deepEqual(pairs('user=a\\ b dbname=c\\'), ['user=a b', 'dbname=c']);
  });

  test('say what libpq stumbles over, and what comes behind it', () => {
    assert.deepEqual(problems('host=a port 1'), ['conninfoNoEquals port', 'conninfoNoEquals 1']);
    assert.deepEqual(problems("user='a b"), ["conninfoOpenQuote 'a b"]);
    assert.deepEqual(pairs("user='a b"), ['user=a b']);
  });

  test('have keywords in small letters that the major knows', () => {
    assert.deepEqual(problems('Host=a'), ['conninfoMisspeltKeyword Host']);
    assert.deepEqual(problems('colour=a'), ['conninfoUnknownKeyword colour']);
    assert.deepEqual(problems('channel_binding=prefer', 12), ['conninfoLaterKeyword channel_binding']);
    assert.deepEqual(problems('tty=x', 14), ['conninfoFormerKeyword tty']);
  });

  test('go by the last value of a keyword', () => {
    const { entries } = parseConninfo('sslmode=allow requiressl=1', 18);
    assert.equal(conninfoInForce(entries).get('sslmode')?.value, 'require');
    assert.deepEqual(problems('sslmode=x sslmode=require'), []);
  });
});

suite('connection URIs', () => {
  test('have credentials, hosts, a database and parameters', () => {
    assert.deepEqual(pairs('postgresql://u%40x:p@a:1,[::1]:2/db?application_name=s%201&ssl=true'), [
      'user=u@x',
      'password=p',
      'host=a,::1',
      'port=1,2',
      'dbname=db',
      'application_name=s 1',
      'sslmode=require',
    ]);
  });

  const bad: readonly (readonly [string, string])[] = [
    ['postgres://[::1', 'conninfoUriBracket [::1'],
    ['postgres://[]', 'conninfoUriEmptyHost []'],
    ['postgres://[::1]x', 'conninfoUriCharacter x'],
    ['postgres://h/?user', 'conninfoUriNoEquals user'],
    ['postgres://h/?user=a=b', 'conninfoUriSecondEquals user=a=b'],
    ['postgres://h/?user=%zz', 'conninfoUriPercent %zz'],
    ['postgres://h/a%00b', 'conninfoUriZero %00'],
    ['postgres://h/?hots=a', 'conninfoMisspeltKeyword hots'],
  ];
  for (const [text, expected] of bad) test(text, () => assert.deepEqual(problems(text), [expected]));

  test('must not hold spaces from 18 on', () => {
    assert.deepEqual(problems('postgres://h/a b', 17), []);
    assert.deepEqual(problems('postgres://h/a b', 18), ['conninfoUriSpaces  ']);
    assert.deepEqual(pairs('postgres://h/ a '), ['host=h', 'dbname=a']);
  });
});

suite('values of connection strings', () => {
  const bad: readonly (readonly [Major, string, string])[] = [
    [10, 'sslmode=on', 'conninfoWord on'],
    [13, 'target_session_attrs=standby', 'conninfoWord standby'],
    [18, 'host=a port=0', 'conninfoPort 0'],
    [12, 'host=a port=1x', 'conninfoPort 1x'],
    [18, 'host=a,b port=1,2,3', 'conninfoPortCount 1,2,3'],
    [18, 'host=a,b hostaddr=::1', 'conninfoHostCount a,b'],
    [18, 'hostaddr=pg1', 'conninfoAddress pg1'],
    [18, 'host=a keepalives_idle=x', 'conninfoInteger x'],
    [18, 'host=a keepalives_count=128', 'conninfoKeepalive 128'],
    [18, 'ssl_max_protocol_version=TLSv1', 'conninfoVersionRange TLSv1'],
    [18, 'min_protocol_version=3.2 max_protocol_version=3.0', 'conninfoVersionRange 3.0'],
    [16, 'sslrootcert=system sslmode=require', 'conninfoWeakSslmode require'],
    [17, 'sslnegotiation=direct', 'conninfoWeakSslmode direct'],
    [17, 'require_auth=oauth', 'conninfoAuthMethod oauth'],
    [18, 'require_auth=md5,md5', 'conninfoAuthTwice md5,md5'],
    [18, 'require_auth=md5,!none', 'conninfoAuthMixed md5,!none'],
    [18, 'scram_client_key=x', 'conninfoScramKey x'],
  ];
  for (const [major, text, expected] of bad) {
    test(`${major}: ${text}`, () => assert.deepEqual(problems(text, major), [expected]));
  }

  const good: readonly (readonly [Major, string])[] = [
    [10, 'host=a port=1x'],
    [14, 'target_session_attrs=prefer-standby'],
    [15, 'sslrootcert=system sslmode=require'],
    [18, 'connect_timeout=soon'],
    [18, 'host=/tmp keepalives_idle=x'],
    [18, 'host=a keepalives=0 keepalives_idle=x tcp_user_timeout=x'],
    [18, 'sslnegotiation=direct sslrootcert=system'],
    [18, 'host=a,b port=5432'],
    [18, 'service=x port=1,2'],
  ];
  for (const [major, text] of good) test(`${major}: ${text}`, () => assert.deepEqual(problems(text, major), []));
});

test('only a text with "=" or a URI is a connection string', () => {
  assert.deepEqual(['pg1', 'host=a', 'postgres://'].map(looksLikeConninfo), [false, true, true]);
});
