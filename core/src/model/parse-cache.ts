import { type ConfEntry, ParsedConf } from '../syntax/conf.ts';
import type { Parsed } from '../syntax/parsed.ts';
import type { Uri } from '../text/uri.ts';

/** Remembers the last reading of each file, so that of the next only what has changed is read. */
export class ParseCache {
  readonly #conf = new Map<Uri, ParsedConf>();

  conf(uri: Uri, text: string): Parsed<ConfEntry> {
    const known = this.#conf.get(uri);
    if (known?.text === text) return known;
    const parsed = known?.readAgain(text) ?? ParsedConf.read(text);
    this.#conf.set(uri, parsed);
    return parsed;
  }

  forget(uri: Uri): void {
    this.#conf.delete(uri);
  }
}
