import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { Diagnostic, InitializeResult } from 'vscode-languageserver';

/** What a worker of the browser has and a thread of node has not; what only node has is out of the bundle's reach. */
function inBrowserWorker(bundle: string): string {
  return `
    const { parentPort } = require('node:worker_threads');
    globalThis.self = {
      addEventListener() {},
      postMessage: (message) => parentPort.postMessage(message),
      set onmessage(listener) { parentPort.on('message', (data) => listener({ data })); },
    };
    (function (process, require, module, Buffer, setImmediate, global) { ${bundle} })();
  `;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
}

/** Sends a request to the worker and waits for its answer; requests of the server get null. */
async function ask<Result>(worker: Worker, id: number, method: string, params: unknown): Promise<Result> {
  worker.postMessage({ jsonrpc: '2.0', id, method, params });
  for (;;) {
    const [message]: Message[] = await once(worker, 'message');
    if (message?.method !== undefined && message.id !== undefined) {
      worker.postMessage({ jsonrpc: '2.0', id: message.id, result: null });
    } else if (message?.id === id) return message.result as Result;
  }
}

suite('the web worker bundle', () => {
  test('answers initialize and finds mistakes without node', async () => {
    const worker = new Worker(inBrowserWorker(readFileSync('dist/server.main.js', 'utf8')), { eval: true });
    try {
      const { capabilities } = await ask<InitializeResult>(worker, 1, 'initialize', {
        processId: null,
        rootUri: null,
        capabilities: { textDocument: { diagnostic: {} } },
      });
      assert.ok(capabilities.hoverProvider);
      worker.postMessage({ jsonrpc: '2.0', method: 'initialized', params: {} });
      const uri = 'vscode-vfs://github/o/r/postgresql.conf';
      const textDocument = { uri, languageId: 'postgresql-conf', version: 1, text: 'max_wal_sender = 10\n' };
      worker.postMessage({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument } });
      const report = await ask<{ items: Diagnostic[] }>(worker, 2, 'textDocument/diagnostic', {
        textDocument: { uri },
      });
      assert.deepEqual(
        report.items.map(({ code }) => code),
        ['unknown-parameter'],
      );
    } finally {
      await worker.terminate();
    }
  });
});
