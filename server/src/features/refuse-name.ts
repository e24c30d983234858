import { byteLength, checkSlotName, type ServerConfig } from '../../../core/src/index.ts';
import { isSameName, type NameKind, type Occurrence } from './name-occurrence.ts';

/** Bytes a name may have (`NAMEDATALEN` less one). */
const longest = 63;

const nouns: Readonly<Record<NameKind, string>> = {
  map: 'a map',
  role: 'a role',
  standby: 'a standby',
  slot: 'a slot',
};

/** Why a name cannot be given to what `old` names; undefined for a good one. `others` are all names around it. */
export function refuseName(
  old: Occurrence,
  name: string,
  servers: readonly ServerConfig[],
  others: readonly Occurrence[],
): string | undefined {
  if (name === '') return `The name of ${nouns[old.kind]} cannot be empty.`;
  if (/[\r\n\0]/.test(name)) return `The name of ${nouns[old.kind]} cannot go on over several lines.`;
  if (old.kind !== 'map' && byteLength(name) > longest)
    return `The name of ${nouns[old.kind]} has at most ${longest} bytes, this one has ${byteLength(name)}.`;
  return refusals[old.kind](name, servers) ?? taken(old, name, others);
}

type Refusal = (name: string, servers: readonly ServerConfig[]) => string | undefined;

const refusals: Readonly<Record<NameKind, Refusal>> = {
  map: () => undefined,
  role(name) {
    if (name.startsWith('/')) return 'In pg_hba.conf a role that begins with a slash is a regular expression.';
    if (name.startsWith('pg_')) return 'Names of roles that begin with pg_ are reserved.';
    return name === 'public' || name === 'none' ? `A role cannot be called ${name}: the name is reserved.` : undefined;
  },
  standby(name) {
    if (name === '*') return 'In synchronous_standby_names * stands for every standby.';
    if (/[^ -~]/.test(name)) return 'The name of a standby has printable ASCII only: other characters are replaced.';
    return undefined;
  },
  slot(name, servers) {
    const problem = servers.map(({ catalog }) => checkSlotName(name, catalog.major)).find((it) => it !== undefined);
    if (!problem) return undefined;
    if (problem.code === 'slotNameReserved') return `The slot ${name} is the server's own.`;
    return 'The name of a slot has only lower case letters a-z, digits and underscores.';
  },
};

/** Two things of one name could not be told apart again. */
function taken(old: Occurrence, name: string, others: readonly Occurrence[]): string | undefined {
  const wanted = { kind: old.kind, name };
  if (isSameName(old, wanted) || !others.some((other) => isSameName(wanted, other))) return undefined;
  return `There is ${nouns[old.kind]} ${name} already.`;
}
