import { type ConfEntry, ParsedConf } from '../syntax/conf.ts';
import type { Parsed } from '../syntax/parsed.ts';
import type { Uri } from '../text/uri.ts';

/**
 * Remembers the last reading of each file, so that of the next only what has changed is read. Files that `keyOf` gives one
 * key are taken for states of one: servers that one hand has set up have files that are much alike.
 */
export class ParseCache {
  readonly #conf = new Map<string, ParsedConf>();
  readonly #keyOf: (uri: Uri) => string;

  constructor(keyOf = (uri: Uri): string => uri) {
    this.#keyOf = keyOf;
  }

  conf(uri: Uri, text: string): Parsed<ConfEntry> {
    const key = this.#keyOf(uri);
    const known = this.#conf.get(key);
    if (known?.text === text) return known;
    const parsed = known?.readAgain(text) ?? ParsedConf.read(text);
    this.#conf.set(key, parsed);
    return parsed;
  }
}
