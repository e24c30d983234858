import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applicationName, standbyNames } from '../../../core/src/actions/switch-replication.ts';
import type { Major } from '../../../core/src/catalog/parameter.ts';
import { anyOf, carryOut, conninfo, firstOf, folder, readAll, type Texts } from '../../support/switches.ts';

suite('switch to synchronous: the name of a standby', () => {
  const check = (title: string, before: string, after: string | undefined, name = 's1') =>
    test(title, async () => {
      const texts = { 'primary/postgresql.conf': '', ...folder(name, conninfo(before)) };
      const { changed, servers } = await carryOut(texts, firstOf(1, name));
      assert.equal(changed[`${name}/postgresql.conf`], after && `primary_conninfo = ${after}\n`);
      const standby = servers.find((server) => server.folder === name);
      assert.ok(standby);
      assert.equal(applicationName(standby), name);
    });

  check('is put at the end', "'host=a port=5432'", "'host=a port=5432 application_name=s1'");
  check('replaces another', "'host=a application_name=walreceiver port=1'", "'host=a application_name=s1 port=1'");
  check(
    'replaces the last of two',
    "'application_name=x host=a application_name=walreceiver'",
    "'application_name=x host=a application_name=s1'",
  );
  check('keeps doubled quotes', "'password=''a b'' host=a'", "'password=''a b'' host=a application_name=s1'");
  check('keeps escaped quotes', "'password=\\'a b\\' host=a'", "'password=\\'a b\\' host=a application_name=s1'");
  check('goes into a URI', "'postgresql://u@a:5432/'", "'postgresql://u@a:5432/?application_name=s1'");
  check(
    'goes behind the other parameters of a URI',
    "'postgres://a?sslmode=require'",
    "'postgres://a?sslmode=require&application_name=s1'",
  );
  check(
    'replaces that of a URI',
    "'postgres://a?application_name=walreceiver&sslmode=require'",
    "'postgres://a?application_name=s1&sslmode=require'",
  );
  check('puts a bare URI in quotes', 'postgresql://a', "'postgresql://a?application_name=s1'");
  check('may need quotes of its own', "'host=a'", "'host=a application_name=''my standby'''", 'my standby');
  check('that fits is left alone', "'host=a application_name=s1'", undefined);
});

suite('the name of a standby: where it stands', () => {
  test('from cluster_name is enough from 12 on', async () => {
    const standby = { 'standby.signal': '', 'postgresql.conf': "cluster_name = 's1'\nprimary_conninfo = 'host=a'\n" };
    const { changed } = await carryOut({ 'primary/postgresql.conf': '', ...folder('x', standby) }, firstOf(1, 's1'));
    assert.deepEqual(Object.keys(changed), ['primary/postgresql.conf']);
  });

  test('differs from cluster_name in 11, where recovery.conf holds the connection', async () => {
    const standby = {
      'postgresql.conf': "cluster_name = 's1'\n",
      'recovery.conf': "standby_mode = on\nprimary_conninfo = 'host=a'\n",
    };
    const texts = { 'primary/postgresql.conf': '', ...folder('s1', standby) };
    const { changed, plan } = await carryOut(texts, firstOf(1, 's1'), 11);
    assert.equal(changed['s1/recovery.conf'], "standby_mode = on\nprimary_conninfo = 'host=a application_name=s1'\n");
    assert.ok(plan.notes.some((note) => note.startsWith('Restart s1')));
  });

  test('is changed where it is in force: postgresql.auto.conf', async () => {
    const standby = {
      'standby.signal': '',
      'postgresql.conf': "primary_conninfo = 'host=old'\n",
      'postgresql.auto.conf': "primary_conninfo = 'user=r host=a'\n",
    };
    const { changed, plan } = await carryOut(
      { 'primary/postgresql.conf': '', ...folder('s1', standby) },
      firstOf(1, 's1'),
    );
    assert.equal(changed['s1/postgresql.auto.conf'], "primary_conninfo = 'user=r host=a application_name=s1'\n");
    assert.equal(changed['s1/postgresql.conf'], undefined);
    assert.ok(plan.notes.some((note) => note.includes('ALTER SYSTEM')));
    assert.ok(plan.notes.some((note) => note.startsWith('Reload s1')));
  });
});

suite('the name of a standby: what it cannot do', () => {
  test('cannot be given to a standby without a connection string, and the plan says so', async () => {
    const texts = { 'primary/postgresql.conf': '', 's1/standby.signal': '', 's1/postgresql.conf': '' };
    const { plan } = await carryOut(texts, firstOf(1, 's1'));
    assert.ok(plan.notes.some((note) => note.startsWith('s1 has no primary_conninfo')));
  });

  test('cannot be given twice in one shared file', async () => {
    const texts = {
      'primary/postgresql.conf': '',
      'common.conf': "primary_conninfo = 'host=a'\n",
      ...folder('s1', { 'standby.signal': '', 'postgresql.conf': "include '../common.conf'\n" }),
      ...folder('s2', { 'standby.signal': '', 'postgresql.conf': "include '../common.conf'\n" }),
    };
    const { changed, plan } = await carryOut(texts, anyOf(1, 's1', 's2'));
    assert.equal(changed['common.conf'], "primary_conninfo = 'host=a application_name=s1'\n");
    assert.ok(plan.notes.some((note) => note.startsWith('s2 shares its primary_conninfo')));
  });

  test('is only given to standbys that are asked for', async () => {
    const texts = {
      'primary/postgresql.conf': '',
      ...folder('s1', conninfo("'host=a'")),
      ...folder('s2', conninfo("'host=a'")),
    };
    const { changed } = await carryOut(texts, firstOf(1, 's2'));
    assert.deepEqual(Object.keys(changed).sort(), ['primary/postgresql.conf', 's2/postgresql.conf']);
  });
});

suite('names of standbys', () => {
  const names = async (texts: Texts, major: Major = 18) => {
    const [primary, ...others] = await readAll({ 'primary/postgresql.conf': '', ...texts }, major);
    assert.ok(primary);
    return standbyNames(primary, [primary, ...others]).map(({ name, server }) => [name, server?.folder]);
  };

  test('are what the primary knows them by', async () => {
    const texts = {
      ...folder('a', conninfo("'host=p application_name=s1'")),
      ...folder('b', { 'standby.signal': '', 'postgresql.conf': "cluster_name = 's2'\nprimary_conninfo = 'host=p'\n" }),
    };
    assert.deepEqual(await names(texts), [
      ['s1', 'a'],
      ['s2', 'b'],
    ]);
  });

  test('are those of the servers where a standby has none of its own', async () => {
    const texts = { ...folder('a', conninfo("'host=p'")), ...folder('b', conninfo("'host=p'")) };
    assert.deepEqual(await names(texts), [
      ['a', 'a'],
      ['b', 'b'],
    ]);
  });

  test('are told apart where two standbys share one', async () => {
    const texts = {
      ...folder('a', conninfo("'application_name=s'")),
      ...folder('b', conninfo("'application_name=S'")),
    };
    assert.deepEqual(await names(texts), [
      ['a', 'a'],
      ['b', 'b'],
    ]);
  });

  test('include what the present list names, but not other primaries', async () => {
    const texts = {
      'primary/postgresql.conf': "synchronous_standby_names = 'ANY 1 (s1, far, *)'\n",
      ...folder('a', conninfo("'application_name=s1'")),
      'other/postgresql.conf': '',
    };
    assert.deepEqual(await names(texts), [
      ['s1', 'a'],
      ['far', undefined],
    ]);
  });
});
