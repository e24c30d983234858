import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import type { CodeLens, SemanticTokens } from 'vscode-languageserver';
import { clientCommands } from '../../server/src/protocol.ts';
import { TestConnection, type TestOptions } from '../support/test-connection.ts';

async function lensesOf(path: string, text: string, given: TestOptions = {}): Promise<readonly CodeLens[]> {
  await using client = await TestConnection.start(given);
  const uri = await client.open(path, text);
  return await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
}

function titles(lenses: readonly CodeLens[]): readonly string[] {
  return lenses.map(({ range, command }) => `${range.start.line} ${command?.title}`);
}

suite('texts in the language of the editor', () => {
  const texts: unknown = JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.de.json', import.meta.url), 'utf8'));
  const record = 'host replication repl,+ops 10.0.0.0/8 scram-sha-256\n';

  test('lenses speak it where the client sends its bundle, and English again where not', async () => {
    assert.deepEqual(titles(await lensesOf('pg/pg_hba.conf', record, { options: { texts } })), [
      '0 Replikation: lässt repl, Mitglieder von ops zu, von 10.0.0.0/8, mit einem SCRAM-Passwort',
    ]);
    assert.deepEqual(titles(await lensesOf('pg/pg_hba.conf', record)), [
      '0 Replication: lets in repl, members of ops from 10.0.0.0/8, by a SCRAM password',
    ]);
  });

  test('what is no text is passed over', async () => {
    const odd = { 'over TLS': 7, 'every role': null };
    const lenses = await lensesOf('pg/pg_hba.conf', 'hostssl replication all all trust\n', { options: { texts: odd } });
    assert.deepEqual(titles(lenses), ['0 Replication: lets in every role from anywhere, over TLS, without any proof']);
  });
});

suite('code lenses of synchronous settings', () => {
  const conf = (text: string, given?: TestOptions) => lensesOf('pg/postgresql.conf', text, given);

  test('say what commits wait for, and switch it', async () => {
    const lenses = await conf("synchronous_standby_names = 'ANY 1 (a, b)'\nsynchronous_commit = remote_apply\n");
    assert.deepEqual(titles(lenses), [
      '0 Synchronous: ANY 1 of 2 · change…',
      '0 Switch to asynchronous…',
      '1 Commits wait until synchronous standbys show them to queries',
    ]);
    assert.deepEqual(
      lenses.map(({ command }) => command?.command),
      [clientCommands.switchToSynchronous, clientCommands.switchToAsynchronous, ''],
    );
    assert.deepEqual(titles(await conf("synchronous_standby_names = '*'\nsynchronous_commit = local\n")), [
      '0 Synchronous: FIRST 1 of all standbys, but synchronous_commit is local · change…',
      '0 Switch to asynchronous…',
      '1 Commits wait for the disk of this server only',
    ]);
    assert.deepEqual(titles(await conf("synchronous_standby_names = ''\nsynchronous_commit = off\n")), [
      '0 Asynchronous · switch to synchronous…',
      '1 Commits wait for nothing: a crash may lose the last of them',
    ]);
  });

  test('stand where the setting is in force, on a primary, for a client that has the commands', async () => {
    assert.deepEqual(titles(await conf('synchronous_commit = off\nsynchronous_commit = on\n')), [
      '1 Commits wait for the disk of this server only',
    ]);
    const text = "synchronous_standby_names = 'a'\n";
    assert.deepEqual(await conf(text, { options: { commands: false } }), []);
    assert.deepEqual(await conf(text, { files: { 'pg/standby.signal': '' } }), []);
    assert.deepEqual(await lensesOf('x/part.conf', text), []);
    assert.deepEqual(await conf("synchronous_standby_names = 'FIRST'\n"), []);
  });
});

suite('code lenses of records', () => {
  test('say in words whom they let in for replication', async () => {
    const records = [
      '# pg-replication: pg=16',
      'local replication all ident',
      'hostssl replication repl,+ops,/^x,d 10.0.0.0 255.0.0.0 scram-sha-256',
      'host all,replication "all" samenet trust',
      'host replication repl all reject',
      'host "replication" all all md5',
      'host all all all md5',
    ];
    assert.deepEqual(titles(await lensesOf('pg/pg_hba.conf', records.join('\n'), { options: { commands: false } })), [
      '1 Replication: lets in every role over the local socket, by the name of the operating system user',
      '2 Replication: lets in repl, members of ops, roles that match ^x and 1 more from 10.0.0.0 (mask 255.0.0.0), over TLS, by a SCRAM password',
      '3 Replication: lets in all from the networks of this machine, without any proof',
      '4 Replication: turns away repl from anywhere',
    ]);
  });
});

/** Tokens as `line:character text modifiers`. */
function decoded({ data }: SemanticTokens, text: string, modifiers: readonly string[]): readonly string[] {
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lines = 0, characters = 0, length = 0, , bits = 0] = data.slice(at, at + 5);
    character = lines === 0 ? character + characters : characters;
    line += lines;
    const word = (text.split('\n')[line] ?? '').slice(character, character + length);
    found.push(`${line}:${character} ${word} ${modifiers.filter((_, bit) => bits & (2 ** bit)).join(' ')}`);
  }
  return found;
}

suite('semantic tokens', () => {
  const tokensOf = async (path: string, text: string, lines?: number) => {
    await using client = await TestConnection.start();
    const uri = await client.open(path, text);
    const range = { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } };
    const tokens = await client.connection.sendRequest<SemanticTokens>(
      `textDocument/semanticTokens/${lines === undefined ? 'full' : 'range'}`,
      { textDocument: { uri }, ...(lines !== undefined && { range }) },
    );
    const { legend } = client.capabilities.semanticTokensProvider ?? {};
    return decoded(tokens, text, legend?.tokenModifiers ?? []);
  };

  test('mark what is overridden and what replication hangs on', async () => {
    const text = 'work_mem = 1MB\nwal_level = replica\n  WORK_MEM = 2MB\nlog_directory = x\n';
    const all = ['0:0 work_mem overridden', '1:0 wal_level replicationCritical'];
    assert.deepEqual(await tokensOf('pg/postgresql.conf', text), all);
    assert.deepEqual(await tokensOf('pg/postgresql.conf', `\n${text}`, 1), ['1:0 work_mem overridden']);
  });

  test('mark the database that stands for replication', async () => {
    const text = 'host all all all md5\nhost a,replication,"replication" all all md5\n';
    assert.deepEqual(await tokensOf('pg/pg_hba.conf', text), ['1:7 replication replicationCritical']);
    assert.deepEqual(await tokensOf('pg/pg_ident.conf', 'a b c\n'), []);
  });

  test('and lenses are offered to clients that know them', async () => {
    await using full = await TestConnection.start();
    assert.ok(full.capabilities.codeLensProvider && full.capabilities.inlayHintProvider);
    assert.ok(full.capabilities.selectionRangeProvider && full.capabilities.workspaceSymbolProvider);
    const none = { codeLens: undefined, inlayHint: undefined, semanticTokens: undefined, selectionRange: undefined };
    await using plain = await TestConnection.start({ textDocument: none, workspace: { symbol: undefined } });
    const { capabilities } = plain;
    assert.deepEqual(
      [capabilities.codeLensProvider, capabilities.inlayHintProvider, capabilities.semanticTokensProvider],
      [undefined, undefined, undefined],
    );
    assert.deepEqual(
      [capabilities.selectionRangeProvider, capabilities.workspaceSymbolProvider],
      [undefined, undefined],
    );
  });
});
