import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SelectionRange, SymbolInformation } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursorIn, TestConnection } from '../support/test-connection.ts';

/** The texts that the cursor's selection grows to. */
async function growing(path: string, marked: string): Promise<readonly string[]> {
  const { text, position } = cursorIn(marked);
  await using client = await TestConnection.start();
  const uri = await client.open(path, text);
  const [innermost] = await client.connection.sendRequest<SelectionRange[]>('textDocument/selectionRange', {
    textDocument: { uri },
    positions: [position],
  });
  const document = TextDocument.create(uri, '', 0, text);
  const found: string[] = [];
  for (let at = innermost; at; at = at.parent) found.push(document.getText(at.range));
  return found;
}

suite('selection ranges', () => {
  test('item, value, setting, section, file', async () => {
    const text = '# REPLICATION\nsynchronous_standby_names = \'FIRST 1 (a, "b| c")\'\n\n# OTHER\nfsync = on\n';
    const names = '\'FIRST 1 (a, "b c")\'';
    const setting = `synchronous_standby_names = ${names}`;
    assert.deepEqual(await growing('postgresql.conf', text), [
      '"b c"',
      names.slice(1, -1),
      names,
      setting,
      `# REPLICATION\n${setting}`,
      text.replace('|', ''),
    ]);
  });

  test('keywords of a connection string, escapes and all', async () => {
    const value = "'host=a user=''o b''  port=1'";
    const found = await growing('postgresql.conf', `primary_conninfo = ${value.replace('o b', 'o| b')}`);
    assert.deepEqual(found, ["''o b''", "user=''o b''", value.slice(1, -1), value, `primary_conninfo = ${value}`]);
  });

  test('item, field and record', async () => {
    const record = 'host a,b repl 10.0.0.0/8 md5';
    assert.deepEqual(await growing('pg_hba.conf', `${record.replace('b ', '|b ')}\n`), [
      'b',
      'a,b',
      record,
      `${record}\n`,
    ]);
  });

  test('a comment is in its file', async () => {
    assert.deepEqual(await growing('postgresql.conf', '# some| words\n'), ['# some words\n']);
    assert.deepEqual(await growing('postgresql.conf', '|'), ['']);
  });
});

suite('workspace symbols', () => {
  const files = {
    'one/postgresql.conf': "wal_level = logical\nprimary_conninfo = 'host=a password=hush'\n",
    'two/postgresql.conf': 'wal_level = replica\n',
    'two/pg_hba.conf': 'host replication repl 10.0.0.0/8 ldap ldapserver=x ldapbasedn=y ldapbindpasswd=hush\n',
  };
  const find = async (query: string) => {
    await using client = await TestConnection.start({ files });
    const found = await client.connection.sendRequest<SymbolInformation[]>('workspace/symbol', { query });
    return found.map(({ name, containerName }) => `${containerName}: ${name}`).sort();
  };

  test('settings by server, and records', async () => {
    assert.deepEqual(await find('WalLev'), [
      'one: postgresql.conf: wal_level = logical',
      'two: postgresql.conf: wal_level = replica',
    ]);
    assert.deepEqual(await find('host repl'), ['two: pg_hba.conf: host replication repl 10.0.0.0/8 ldap']);
    assert.equal((await find('')).length, 4);
    assert.deepEqual(await find('nothing like it'), []);
    assert.doesNotMatch((await find('')).join('\n'), /hush/);
  });
});
