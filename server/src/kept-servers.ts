import type { Diagnostic, ServerConfig, Uri } from '../../core/src/index.ts';
import type { Located } from './look.ts';
import { isProjectFile } from './project.ts';

/** What one look found out and the next may use: servers none of whose files has changed, and what is wrong in them. */
export class KeptServers {
  readonly #byFolder = new Map<Uri, Located>();
  #findings = new WeakMap<ServerConfig, readonly Diagnostic[]>();

  /** The server of a folder, as it was read; undefined if it has to be read. */
  at(folder: Uri): Located | undefined {
    return this.#byFolder.get(folder);
  }

  keep(folder: Uri, located: Located): void {
    this.#byFolder.set(folder, located);
  }

  findingsOf(server: ServerConfig): readonly Diagnostic[] | undefined {
    return this.#findings.get(server);
  }

  keepFindings(server: ServerConfig, findings: readonly Diagnostic[]): void {
    this.#findings.set(server, findings);
  }

  /** A text was typed into: what was read from it is forgotten. A file of no server may become one of any. */
  forget(uri: Uri): void {
    const readers = [...this.#byFolder].filter(([, { server }]) => server.files.some((file) => file.uri === uri));
    if (readers.length === 0 || isProjectFile(uri)) this.forgetAll();
    else for (const [folder] of readers) this.#byFolder.delete(folder);
  }

  forgetAll(): void {
    this.#byFolder.clear();
    this.#findings = new WeakMap();
  }
}
