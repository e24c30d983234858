import type { Look, SeenServer } from './server-look.ts';

/** What was seen of a server, now or before; undefined: it was never reached. */
export function lastSeen(look: Look): SeenServer | undefined {
  return look.reached ? look : look.last;
}
