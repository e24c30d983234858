import type { TextRange } from './range.ts';
import type { Uri } from './uri.ts';

/** A place in a file. */
export interface FileOrigin {
  readonly kind: 'file';
  readonly uri: Uri;
  readonly range: TextRange;
}

/** Where a fact came from. Fixes exist only for file origins. */
export type Origin =
  | FileOrigin
  | { readonly kind: 'live'; readonly server: string; readonly view: string; readonly key: string };
