import { flushCompileCache } from 'node:module';
import { createConnection } from 'vscode-languageserver/node';
import { diskFiles } from './disk-files.ts';
import { startServer } from './server.ts';

// The transport is what the arguments say: --stdio, --node-ipc, --socket=<port>, --pipe=<name>.
startServer(createConnection(), diskFiles);

// Editors may kill a server without a word: what was compiled so far is kept for the next start while there is time.
setTimeout(() => flushCompileCache?.(), 1000).unref();
