import type { FileOrigin } from '../../../core/src/index.ts';

/**
 * Names that several places must spell alike: maps of pg_ident.conf, roles, standbys (by their `application_name`), and
 * replication slots.
 */
export type NameKind = 'map' | 'role' | 'standby' | 'slot';

/** One place where such a name is written. */
export interface Occurrence {
  readonly kind: NameKind;
  /** The name as it is meant: quotes and escapes taken off. */
  readonly name: string;
  /** The name as written. */
  readonly at: FileOrigin;
  /** Whether this place gives the name to something; the others refer to it. */
  readonly defines: boolean;
  /** What must stand at the place for another name, quoted as this file needs it. */
  rewrite(name: string): string;
}

/** Whether two names are one to the server: it compares those of standbys without case. */
export function isSameName(a: Pick<Occurrence, 'kind' | 'name'>, b: Pick<Occurrence, 'kind' | 'name'>): boolean {
  if (a.kind !== b.kind) return false;
  return a.name === b.name || (a.kind === 'standby' && foldName(a.name) === foldName(b.name));
}

function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
