import type { Uri } from './uri.ts';

/** All a linter needs of the world. Neither function throws; what cannot be read is as good as absent. */
export interface Files {
  /** The text of a file; undefined if there is none. */
  read(uri: Uri): Promise<string | undefined>;
  /** Names in a directory, folders with a slash at their end, in no order; [] if there is none. */
  list(uri: Uri): Promise<readonly string[]>;
}
