import type { ServerConfig } from '../model/server-config.ts';

/** A synchronous set-up in figures. */
export interface SynchronousSetup {
  readonly method: 'FIRST' | 'ANY';
  readonly count: number;
  readonly names: readonly string[];
  /** `synchronous_commit` as it will be. */
  readonly level: string;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

function standbys(count: number): string {
  return count === 1 ? '1 standby' : `${count} standbys`;
}

/** Where a reported commit is, for each level of synchronous_commit that waits. */
const whereItIs: Readonly<Record<string, string>> = {
  remote_write: 'handed to the operating system',
  remote_apply: 'on disk and visible to queries',
};

/** What a synchronous set-up gives. */
export function gainedBySynchronous({ method, count, names, level }: SynchronousSetup): readonly string[] {
  const isFirst = method === 'FIRST' && count < names.length;
  const who = isFirst
    ? `the first ${count} connected of ${enumerate(names)}`
    : `${standbys(count)} of ${enumerate(names)}`;
  const gained = [
    `A commit is reported only once it is ${whereItIs[level] ?? 'on disk'} on ${names.includes('*') ? standbys(count) : who}, besides this server.`,
    'If this server is lost, no reported commit is lost with it, as long as a standby that confirmed it takes over.',
  ];
  const spare = names.length - count;
  return spare === 0 || names.includes('*') ? gained : [...gained, `${standbys(spare)} may fail while commits go on.`];
}

/** What it costs, and which failures stop commits from then on. */
export function lostBySynchronous(setup: SynchronousSetup): readonly string[] {
  const { method, count } = setup;
  const pace =
    method === 'ANY' ? `the fastest ${standbys(count)}` : `the slowest of the ${standbys(count)} that stand first`;
  return [
    `Each commit takes at least a round trip to ${count === 1 && method === 'FIRST' ? 'the standby that stands first' : pace}.`,
    `${whatStopsCommits(setup)}, every commit on this server hangs.`,
    'A commit that hangs is not ended by statement_timeout; if its session is cancelled, it is committed here only.',
  ];
}

function whatStopsCommits({ count, names }: SynchronousSetup): string {
  if (names.includes('*')) return `While fewer than ${standbys(count)} can be reached`;
  if (names.length === 1) return `When ${names[0]}, the only candidate, stops or cannot be reached`;
  const spare = names.length - count;
  if (spare === 0) return `When any one of ${enumerate(names)} stops or cannot be reached`;
  return spare + 1 === names.length
    ? `When ${enumerate(names)} are down together`
    : `When ${spare + 1} of ${enumerate(names)} are down together`;
}

/** What an empty list gives. */
export const gainedByAsynchronous: readonly string[] = [
  'No commit waits for a standby: it takes as long as the disk of this server.',
  'No failure of a standby stops commits; those that hang now go on at the reload.',
];

/** What an empty list costs. */
export const lostByAsynchronous: readonly string[] = [
  'If this server is lost, its last reported commits may be missing on the standby that takes over.',
];

/** How a changed `primary_conninfo` of a standby comes into effect. */
export function howToReconnect(standby: ServerConfig): string {
  const { name, catalog } = standby;
  if (catalog.major >= 13) return `Reload ${name}: its WAL receiver reconnects under the new name.`;
  return `Restart ${name}: up to 12 primary_conninfo is read at the start only.`;
}
