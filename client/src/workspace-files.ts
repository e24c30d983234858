import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { ListDirectoryResult, ReadFileResult } from '../../server/src/protocol.ts';
import * as l10n from './l10n.ts';

function isMissing(error: unknown): boolean {
  return (
    error instanceof FileSystemError && ['FileNotFound', 'FileNotADirectory', 'FileIsADirectory'].includes(error.code)
  );
}

/** The text of a file of whatever file system the workspace is on; null if there is none or it cannot be read. */
export async function readFile(uri: string, tell: (message: string) => void): Promise<ReadFileResult> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(uri, true)));
  } catch (error) {
    if (!isMissing(error)) tell(l10n.t('Could not read {0}: {1}', uri, String(error)));
    return null;
  }
}

function entryName([name, type]: readonly [string, FileType]): string {
  return (type & FileType.Directory) === 0 ? name : `${name}/`;
}

/** The names in a folder, folders with a slash at their end; [] if there is none or it cannot be read. */
export async function listDirectory(uri: string, tell: (message: string) => void): Promise<ListDirectoryResult> {
  try {
    return (await workspace.fs.readDirectory(Uri.parse(uri, true))).map(entryName);
  } catch (error) {
    if (!isMissing(error)) tell(l10n.t('Could not list {0}: {1}', uri, String(error)));
    return [];
  }
}
