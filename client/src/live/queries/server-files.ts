import type { TextRow } from '../../connect/session.ts';
import { sqlLiteral } from '../quote-sql.ts';

/** More of a configuration file than anybody has. */
const mostBytes = 4 << 20;

/** The text of a file of the server's disk; needs pg_read_server_files, or a superuser up to 10. */
export function readServerFile(path: string): string {
  return `SELECT pg_catalog.pg_read_file(${sqlLiteral(path)}, 0, ${mostBytes}) AS text`;
}

/** The answer to `readServerFile`. */
export function serverFileText([row]: readonly TextRow[]): string | undefined {
  return row?.['text'] ?? undefined;
}

/** The names in a folder of the server's disk; same right. */
export function listFolder(path: string): string {
  return `SELECT name FROM pg_catalog.pg_ls_dir(${sqlLiteral(path)}) AS name`;
}

/** The answer to `listFolder`. */
export function serverFolderNames(rows: readonly TextRow[]): readonly string[] {
  return rows.flatMap(({ name }) => (name === null || name === undefined ? [] : [name]));
}
