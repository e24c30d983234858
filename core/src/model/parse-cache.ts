import { type ConfEntry, parseConf } from '../syntax/conf.ts';
import type { Parsed } from '../syntax/parsed.ts';
import type { Uri } from '../text/uri.ts';

/** Remembers the last reading of each file, for as long as its text stays the same. */
export class ParseCache {
  readonly #conf = new Map<Uri, { readonly text: string; readonly parsed: Parsed<ConfEntry> }>();

  conf(uri: Uri, text: string): Parsed<ConfEntry> {
    const known = this.#conf.get(uri);
    if (known?.text === text) return known.parsed;
    const parsed = parseConf(text);
    this.#conf.set(uri, { text, parsed });
    return parsed;
  }

  forget(uri: Uri): void {
    this.#conf.delete(uri);
  }
}
