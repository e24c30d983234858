import type { Major } from '../catalog/parameter.ts';

/** Bytes a name may have (`NAMEDATALEN` less one). */
export const maxNameBytes = 63;

/** Why a text cannot be the name of a replication slot; the codes are ids of messages about values. */
export interface NameProblem {
  readonly code: 'slotNameEmpty' | 'slotNameLong' | 'slotNameCharacter' | 'slotNameReserved';
  readonly holes: Readonly<Record<string, string | number>>;
}

/** The length of a text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/**
 * What the server refuses in the name of a replication slot: anything but 1 to 63 of `a-z`, `0-9` and `_`; from 19 on
 * the name it keeps for itself (`ReplicationSlotValidateName`). Undefined for a good name.
 */
export function checkSlotName(name: string, major: Major): NameProblem | undefined {
  if (name === '') return { code: 'slotNameEmpty', holes: {} };
  const holes = { name: name.slice(0, 40) };
  if (byteLength(name) > maxNameBytes) return { code: 'slotNameLong', holes: { length: byteLength(name) } };
  if (!/^[a-z0-9_]+$/.test(name)) return { code: 'slotNameCharacter', holes };
  if (major >= 19 && name === 'pg_conflict_detection') return { code: 'slotNameReserved', holes };
  return undefined;
}
