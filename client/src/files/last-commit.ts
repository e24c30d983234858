import { extensions, type Uri } from 'vscode';

/** What we use of the API of the editor's own Git extension. */
interface Repository {
  /** The text of a file at a commit; rejects where the commit has none. */
  show(ref: string, path: string): Promise<string>;
}
interface GitApi {
  getRepository(uri: Uri): Repository | null;
}
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** The texts that files had at the last commit. */
export interface LastCommit {
  /** Null for a file that the commit does not have; undefined for one outside every repository. */
  textOf(file: Uri): Promise<string | null | undefined>;
}

/** Undefined where the editor's Git extension is missing or switched off, as in a browser. */
export async function lastCommit(): Promise<LastCommit | undefined> {
  const git = await extensions.getExtension<GitExtension>('vscode.git')?.activate();
  if (!git?.enabled) return undefined;
  const api = git.getAPI(1);
  return {
    async textOf(file) {
      const repository = file.scheme === 'file' ? api.getRepository(file) : null;
      return repository ? repository.show('HEAD', file.fsPath).catch(() => null) : undefined;
    },
  };
}
