import type { SeenServer } from './server-look.ts';

/** Whether both are servers of one physical system, as far as that may be known. */
export function sameSystem(a: SeenServer, b: SeenServer): boolean {
  const [one, other] = [a.identity.systemIdentifier, b.identity.systemIdentifier];
  return one === '' || other === '' || one === other;
}

/** Whether two ways (an address and a name, a proxy) lead to one and the same server. */
export function isSameServer(a: SeenServer, b: SeenServer): boolean {
  const [one, other] = [a.identity, b.identity];
  return (
    one.systemIdentifier !== '' &&
    one.systemIdentifier === other.systemIdentifier &&
    one.startedAt.getTime() === other.startedAt.getTime() &&
    one.port === other.port &&
    one.dataDirectory === other.dataDirectory
  );
}
