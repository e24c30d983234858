import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Files } from '../../core/src/index.ts';

function ask<Answer>(uri: string, otherwise: Answer, read: (path: string) => Answer): Answer {
  if (!uri.startsWith('file:')) return otherwise;
  try {
    return read(fileURLToPath(uri));
  } catch {
    return otherwise;
  }
}

/**
 * The files of this machine, for editors whose client does not answer our file requests; `file:` URIs only. Reads without
 * threads: configuration is small, and starting them takes longer than reading it.
 */
export const diskFiles: Files = {
  read: async (uri) => ask(uri, undefined, (path) => readFileSync(path, 'utf8')),

  list: async (uri) =>
    ask(uri, [], (path) =>
      readdirSync(path, { withFileTypes: true }).map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)),
    ),
};
