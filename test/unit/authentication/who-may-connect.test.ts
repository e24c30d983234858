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

/** What an answer says of a template of pg_hba.conf, and of each line of it that is looked at. */
async function askTemplate(hba: string, changed: Partial<ConnectionAttempt> = {}, conf = '') {
  const files = inMemoryFiles({ '/templates/postgresql.conf': conf, '/templates/pg_hba.conf': hba });
  const server = await readServer(files, '/templates', { major: 18 });
  const answer = whoMayConnect(server, { ...alice, ...changed });
  const { steps, outcome, isCertain, problems } = answer;
  assert.deepEqual(problems, []);
  const lines = steps.map(({ at, fits }) => `${fits} ${hba.slice(at.range.start, at.range.end).split(' ').at(-1)}`);
  return [`${outcome}${isCertain ? '' : '?'}`, ...lines];
}

suite('who may connect by a template', () => {
  test('what it fills in may fit, where its first word does not say otherwise', async () => {
    const hba = 'host all all {{ net }} reject\nlocal all {{ role }} peer\nhost all all all md5\n';
    assert.deepEqual(await askTemplate(hba), ['asked?', 'unknown reject', 'no peer', 'yes md5']);
    assert.deepEqual(await askTemplate('{{ rules }}\nhost all all all trust\n'), [
      'admitted?',
      'unknown }}',
      'yes trust',
    ]);
    assert.deepEqual(await askTemplate('host all all all trust\nhost all all {{ net }} reject\n'), [
      'admitted',
      'yes trust',
    ]);
    assert.deepEqual(await askTemplate('{{ kind }} all all md5\n'), ['refused?', 'unknown md5']);
  });

  test('what it makes under a condition or in a loop may be left out', async () => {
    const hba = '{% if open %}\nhost all all all trust\n{% endif %}\nhost all all all md5\n';
    assert.deepEqual(await askTemplate(hba), ['asked?', 'unknown trust', 'yes md5']);
    const loop = '{% for n in nets %}\nhost all bob all trust\nhost all all all md5\n{% endfor %}\n';
    assert.deepEqual(await askTemplate(loop), ['refused?', 'no trust', 'unknown md5']);
  });

  test('comments, conditions and loops are no records, but what includes another template may hold some', async () => {
    const hba = [
      '# {{ managed }}',
      '{# host all all all trust',
      '#}',
      '{%- if a %}',
      '{% endif -%}',
      '{{- range .nets }}',
      '{{ end }}',
      '<% @nets.each do |net| %>',
      '<% end %>',
      'host all all all md5 # {{ why }}',
      '',
    ].join('\n');
    assert.deepEqual(await askTemplate(hba), ['asked', 'yes md5']);
    for (const line of ['{% include "more.j2" %}', '<%= more %>', '{{ include "more" . }}'])
      assert.equal((await askTemplate(`${line}\nhost all all all md5\n`))[0], 'asked?', line);
  });

  test('TLS may be on where a template decides', async () => {
    const tls = { tls: true };
    assert.deepEqual(await askTemplate('hostssl all all all md5\n', tls, 'ssl = {{ ssl }}\n'), ['asked', 'yes md5']);
  });

  test('what stands beside an included file counts before it', async () => {
    const main = '{{ first }}\ninclude a.conf\n{{ then }}\nhost all all all md5\n';
    const files = inMemoryFiles({
      '/templates/postgresql.conf': '',
      '/templates/pg_hba.conf': main,
      '/templates/a.conf': 'host all bob all trust\n',
    });
    const { steps, isCertain } = whoMayConnect(await readServer(files, '/templates', { major: 18 }), alice);
    assert.deepEqual([isCertain, ...steps.map(({ fits }) => fits)], [false, 'unknown', 'unknown', 'no', 'yes']);
  });
});
