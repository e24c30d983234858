import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { compareConfigurations } from '../../../client/src/live/comparison.ts';
import { liveConfiguration } from '../../../client/src/live/live-files.ts';
import type { HbaRule } from '../../../client/src/live/server-look.ts';
import { readServer, type ServerConfig } from '../../../core/src/index.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';
import { seenServer } from '../../support/looks.ts';

const rule: HbaRule = {
  file: '/data/pg_hba.conf',
  line: 1,
  type: 'host',
  databases: ['replication'],
  users: ['repl'],
  address: '10.0.0.0',
  netmask: '255.0.0.0',
  method: 'scram-sha-256',
  options: [],
};

function inFiles(hba: string | undefined, conf = 'port = 5433\n'): Promise<ServerConfig> {
  const texts = { 'x/postgresql.conf': conf, ...(hba !== undefined && { 'x/pg_hba.conf': hba }) };
  return readServer(inMemoryFiles(texts), 'x', { major: 18 });
}

function live(...hbaRules: readonly HbaRule[]): Promise<ServerConfig> {
  return liveConfiguration('main', seenServer({ settings: { port: '5433' }, hbaRules }));
}

suite('a live server beside files', () => {
  test('the same records, however they are spelled, are no difference', async () => {
    const files = await inFiles('host  replication repl 10.1.2.3/8 scram-sha-256 # ours\n');
    const { left, right } = compareConfigurations(files, await live(rule));
    assert.equal(left, right);
    assert.match(left, /^port = 5433\n\n# pg_hba\.conf\nhost replication repl 10\.0\.0\.0\/8 scram-sha-256$/m);
  });

  test('one record that differs is one line that differs', async () => {
    const ldap = { ...rule, method: 'ldap', options: ['ldapserver=a', 'ldapbasedn=b', 'ldapbindpasswd=hunter2'] };
    const files = await inFiles(
      'host replication repl 10.0.0.0/8 ldap ldapserver=b ldapbasedn=b ldapbindpasswd="hunter 3"\n',
    );
    const { left, right } = compareConfigurations(files, await live(ldap));
    const differing = left.split('\n').filter((line, at) => line !== right.split('\n')[at]);
    assert.deepEqual(differing, [
      'host replication repl 10.0.0.0/8 ldap ldapserver=b ldapbasedn=b ldapbindpasswd=****',
    ]);
    assert.ok(!right.includes('hunter') && right.includes('ldapbindpasswd=****'));
  });

  test('what a template fills in stands there as the template has it', async () => {
    const texts = { 'x/templates/postgresql.conf': 'port = {{ .Values.port }}\nwork_mem = 5MB\n' };
    const files = await readServer(inMemoryFiles(texts), 'x/templates', { major: 18 });
    assert.match(
      compareConfigurations(files, await live()).left,
      /^port = '\{\{ \.Values\.port \}\}'\nwork_mem = 5MB$/m,
    );
  });

  test('records that one side does not know are left out of both', async () => {
    for (const files of [await inFiles(undefined), await inFiles('local all all peer\n')]) {
      const other = files.hba.length === 0 ? await live(rule) : await liveConfiguration('main', seenServer());
      const { left, right } = compareConfigurations(files, other);
      assert.ok(!left.includes('pg_hba') && !right.includes('pg_hba'));
    }
  });
});
