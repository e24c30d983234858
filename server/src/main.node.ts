import { createConnection } from 'vscode-languageserver/node';
import { diskFiles } from './disk-files.ts';
import { startServer } from './server.ts';
import { wholeMessages } from './whole-messages.ts';

// Else the transport is what the arguments say: --node-ipc, --socket=<port>, --pipe=<name>.
const isStdio = process.argv.includes('--stdio');
startServer(isStdio ? createConnection(process.stdin, wholeMessages(process.stdout)) : createConnection(), diskFiles);

// Editors end a server by a signal. Node keeps what it compiled, for a quicker next start, only at an exit of our own.
process.once('SIGTERM', () => process.exit(143));
