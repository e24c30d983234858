import { createConnection } from 'vscode-languageserver/node';
import { diskFiles } from './disk-files.ts';
import { startServer } from './server.ts';

// The transport is what the arguments say: --stdio, --node-ipc, --socket=<port>, --pipe=<name>.
startServer(createConnection(), diskFiles);

// Editors end a server by a signal. Node keeps what it compiled, for a quicker next start, only at an exit of our own.
process.once('SIGTERM', () => process.exit(143));
