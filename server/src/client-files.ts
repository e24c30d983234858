import type { Connection } from 'vscode-languageserver';
import type { Files } from '../../core/src/index.ts';
import { type ListDirectoryResult, listDirectoryRequest, type ReadFileResult, readFileRequest } from './protocol.ts';

/** A world without files: what is open is all there is. */
export const noFiles: Files = {
  read: async () => undefined,
  list: async () => [],
};

/** The files as the client sees them, whatever their scheme. What the client cannot read is as good as absent. */
export function clientFiles(connection: Connection): Files {
  return {
    async read(uri) {
      const text = await connection.sendRequest<ReadFileResult>(readFileRequest, { uri }).catch(() => null);
      return text ?? undefined;
    },
    async list(uri) {
      return connection.sendRequest<ListDirectoryResult>(listDirectoryRequest, { uri }).catch(() => []);
    },
  };
}
