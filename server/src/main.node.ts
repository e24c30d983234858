import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { diskFiles } from './disk-files.ts';
import { startServer } from './server.ts';

// The transport is what the arguments say: --stdio, --node-ipc, --socket=<port>, --pipe=<name>.
startServer(createConnection(ProposedFeatures.all), diskFiles);
