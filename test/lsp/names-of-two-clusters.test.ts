import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Location } from 'vscode-languageserver';
import { cursorIn, root, TestConnection } from '../support/test-connection.ts';

type Texts = Readonly<Record<string, string>>;

/** Two clusters side by side, whose standbys have one name and whose roles do, too. */
const hba = 'hostssl replication app 10.0.0.0/8 scram-sha-256\n';
const shop: Texts = {
  'shop/postgresql.conf': "synchronous_standby_names = 'one'\n",
  'shop/pg_hba.conf': hba,
};
const blog: Texts = {
  'blog/postgresql.conf': "synchronous_standby_names = 'one'\n",
  'blog/pg_hba.conf': hba,
};
const standby = (host: string, name = 'one') => `primary_conninfo = 'host=${host} user=app application_name=${name}'\n`;
const standbys: Texts = {
  'shop-1/postgresql.conf': standby('shop'),
  'shop-1/standby.signal': '',
  'blog-1/postgresql.conf': standby('blog.example.com'),
  'blog-1/standby.signal': '',
};

/** The files that hold the name at `|`. */
async function filesOf(path: string, marked: string, texts: Texts): Promise<readonly string[]> {
  const { text, position } = cursorIn(marked);
  await using client = await TestConnection.start({ files: { ...texts, [path]: text } });
  const textDocument = { uri: await client.open(path) };
  const found = await client.connection.sendRequest<Location[] | null>('textDocument/references', {
    textDocument,
    position,
    context: { includeDeclaration: true },
  });
  return [...new Set((found ?? []).map(({ uri }) => uri.slice(root.length + 1)))].sort();
}

const atRole = hba.replace('app', 'a|pp');

suite('names of two clusters in one folder', () => {
  test('a role of a primary is not that of the other', async () => {
    assert.deepEqual(await filesOf('shop/pg_hba.conf', atRole, { ...shop, ...blog }), ['shop/pg_hba.conf']);
  });

  test('a standby is of the primary whose name is its host', async () => {
    const all = { ...shop, ...blog, ...standbys };
    const ofShop = ['shop-1/postgresql.conf', 'shop/pg_hba.conf'];
    assert.deepEqual(await filesOf('shop/pg_hba.conf', atRole, all), ofShop);
    assert.deepEqual(await filesOf('shop-1/postgresql.conf', standby('shop').replace('app ', 'a|pp '), all), ofShop);
    assert.deepEqual(await filesOf('blog/postgresql.conf', "synchronous_standby_names = 'o|ne'\n", all), [
      'blog-1/postgresql.conf',
      'blog/postgresql.conf',
    ]);
  });

  test('or the one that lists it; one that could be of either is of none', async () => {
    const other = { 'blog/postgresql.conf': "synchronous_standby_names = 'two'\n" };
    const all = { ...shop, ...blog, 'x/postgresql.conf': standby('10.0.0.1'), 'x/standby.signal': '' };
    assert.deepEqual(await filesOf('shop/pg_hba.conf', atRole, { ...all, ...other }), [
      'shop/pg_hba.conf',
      'x/postgresql.conf',
    ]);
    assert.deepEqual(await filesOf('shop/pg_hba.conf', atRole, all), ['shop/pg_hba.conf']);
  });

  test('servers that list each other are one system, whichever is the primary', async () => {
    const node = (own: string) =>
      `synchronous_standby_names = 'a, b, c'\ncluster_name = ${own}\n${standby('vip', own)}`;
    const all = {
      'a/postgresql.conf': node('a'),
      'b/postgresql.conf': node('b'),
      'c/postgresql.conf': node('c'),
      'd/postgresql.conf': node('d'),
    };
    assert.deepEqual(await filesOf('a/postgresql.conf', node('a').replace('app ', 'a|pp '), all), [
      'a/postgresql.conf',
      'b/postgresql.conf',
      'c/postgresql.conf',
    ]);
    const namesake = { 'd/postgresql.conf': node('b') };
    assert.deepEqual(await filesOf('a/postgresql.conf', node('a').replace('app ', 'a|pp '), { ...all, ...namesake }), [
      'a/postgresql.conf',
      'c/postgresql.conf',
    ]);
  });
});
