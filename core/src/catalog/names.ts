import data from './data/names.json' with { type: 'json' };
import type { Major } from './parameter.ts';

/** Time zones the servers know by name, as they write them; abbreviations and rules such as `EST5EDT` are more. */
const timeZoneNames: readonly string[] = data.timeZones;

/** What `timezone_abbreviations` may name; on most systems case counts. */
export const abbreviationSets: readonly string[] = data.abbreviations;

let zones: ReadonlyMap<string, string> | undefined;

/** A time zone as the servers write it, looked up without case; undefined for a name that is none. */
export function timeZoneName(name: string): string | undefined {
  zones ??= new Map(timeZoneNames.map((zone) => [zone.toLowerCase(), zone]));
  return zones.get(name.toLowerCase());
}

let encodings: ReadonlyMap<string, (typeof data.encodings)[number]> | undefined;

function byteLength(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_0000 ? 3 : 4;
}

/** ASCII letters, in lower case, and digits of the first 63 bytes: all that counts in a parameter that holds a name. */
function cleanName(name: string): string {
  let clean = '';
  let bytes = 0;
  for (const character of name) {
    bytes += byteLength(character.codePointAt(0) ?? 0);
    if (bytes > 63) break;
    if (/[A-Za-z0-9]/.test(character)) clean += character.toLowerCase();
  }
  return clean;
}

/**
 * The server's own spelling of an encoding (`UTF8` for `utf-8` and `Unicode`); undefined if the major knows none of that
 * name. Case and punctuation do not count (`encnames.c:pg_char_to_encoding`), nor what follows the 63rd byte.
 */
export function encodingName(name: string, major: Major): string | undefined {
  encodings ??= new Map(data.encodings.map((encoding) => [encoding.name, encoding]));
  const found = encodings.get(cleanName(name));
  return found && found.first <= major && major <= found.last ? found.canonical : undefined;
}

/** Every encoding of the major, in the server's own spelling. */
export function encodingNames(major: Major): readonly string[] {
  const known = data.encodings.filter(({ first, last }) => first <= major && major <= last);
  return [...new Set(known.map(({ canonical }) => canonical))].toSorted();
}
