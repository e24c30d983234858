import type { Files } from './files.ts';
import type { Uri } from './uri.ts';

/** Asks for each file and folder once: one look at a server that does not change under the eyes. */
export class RememberedFiles implements Files {
  readonly #files: Files;
  readonly #texts = new Map<Uri, Promise<string | undefined>>();
  readonly #folders = new Map<Uri, Promise<readonly string[]>>();

  constructor(files: Files) {
    this.#files = files;
  }

  read(uri: Uri): Promise<string | undefined> {
    return remember(this.#texts, uri, () => this.#files.read(uri));
  }

  list(uri: Uri): Promise<readonly string[]> {
    return remember(this.#folders, uri, () => this.#files.list(uri));
  }
}

/** What is known of a URI; asked for once, when it is first wanted. */
export function remember<Value>(known: Map<Uri, Value>, uri: Uri, ask: () => Value): Value {
  const found = known.get(uri);
  if (found !== undefined) return found;
  const value = ask();
  known.set(uri, value);
  return value;
}
