import { type FileOrigin, LineIndex, type ServerConfig, type Uri } from '../../../core/src/index.ts';
import type { Linted } from '../lint-folder.ts';

/** Turns findings to text, piece by piece, so that nothing has to be kept. */
export interface Report {
  /** What stands before everything. */
  begin(): string;
  /** The text of one server's findings; '' where nothing is to be said. */
  server(linted: Linted): string;
  /** What stands behind everything. */
  end(totals: Totals): string;
}

/** How much was found in a run. */
export interface Totals {
  readonly servers: number;
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
  readonly fixed: number;
}

/** Where a finding is: lines and columns from 1, the end exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A file's path as the user named it: what lies in the current folder has no `./` before it. */
export function shownPath(uri: Uri): string {
  return uri.startsWith('./') ? uri.slice(2) : uri;
}

/** Finds the places of a server's findings; the lines of a text are counted once. */
export class Places {
  readonly #server: ServerConfig;
  readonly #indexes = new Map<Uri, { readonly text: string; readonly index: LineIndex }>();

  constructor(server: ServerConfig) {
    this.#server = server;
  }

  #of(uri: Uri): { readonly text: string; readonly index: LineIndex } {
    const known = this.#indexes.get(uri);
    if (known) return known;
    const text = this.#server.files.find((file) => file.uri === uri)?.text ?? '';
    const made = { text, index: new LineIndex(text) };
    this.#indexes.set(uri, made);
    return made;
  }

  place({ uri, range }: FileOrigin): Place {
    const { index } = this.#of(uri);
    const start = index.position(range.start);
    const end = index.position(range.end);
    return {
      file: shownPath(uri),
      line: start.line + 1,
      column: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
    };
  }

  /** The line a place starts on, without its newline. */
  line({ uri, range }: FileOrigin): string {
    const { text, index } = this.#of(uri);
    const line = index.lineRange(index.position(range.start).line);
    return text.slice(line.start, line.end).replace(/\r$/, '');
  }
}
