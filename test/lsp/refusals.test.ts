import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ResponseError } from 'vscode-languageserver/node';
import { eventually } from '../support/eventually.ts';
import { TestConnection } from '../support/test-connection.ts';

suite('a client that refuses', () => {
  test('what it was only told or asked by the way does not end the server', async () => {
    await using editor = await TestConnection.start({
      files: { 'postgresql.conf': 'wal_level = logical\n' },
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, configuration: true },
    });
    const { connection } = editor;
    const refused: string[] = [];
    const logged: string[] = [];
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      logged.push(message);
    });
    for (const method of ['client/registerCapability', 'workspace/configuration']) {
      connection.onRequest(method, () => {
        refused.push(method);
        return new ResponseError(-32_601, 'not here');
      });
    }
    await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await eventually(() => (refused.includes('client/registerCapability') && logged.length > 0 ? true : undefined));
    const uri = await editor.open('postgresql.conf');
    assert.match((await editor.hover(uri, { line: 0, character: 2 })) ?? '', /wal/);
  });
});
