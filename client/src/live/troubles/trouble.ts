import type { ClusterProfile, ServerKey } from '../../connect/profile.ts';
import * as l10n from '../../l10n.ts';
import type { SeenServer } from '../server-look.ts';
import type { ClusterServer, MissedStandby, Trouble } from '../topology.ts';

/** What troubles are looked for in. */
export interface Scene {
  readonly profile: ClusterProfile;
  readonly servers: readonly ClusterServer[];
  readonly missed: readonly MissedStandby[];
  readonly now: Date;
}

/** A server that answered. */
export interface Reached extends ClusterServer {
  readonly look: SeenServer;
}

/** What one detector finds, in no order. */
export type Detector = (scene: Scene) => readonly Trouble[];

/** Sentences of tree rows and notifications are no longer. */
const longest = 120;

/** A text of a server on one line of its own, cut so that a sentence around it stays short. */
export function plain(text: string, length = 32): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

interface More {
  /** Tells two troubles of one kind and server apart: the name of a slot. */
  readonly detail?: string;
  readonly advice?: string;
  readonly announce?: boolean;
}

/** A trouble of a kind; kind, server and detail together are its cause. */
export function trouble(
  kind: string,
  level: Trouble['level'],
  server: { readonly key: ServerKey } | undefined,
  message: string,
  { detail, advice, announce = false }: More = {},
): Trouble {
  const cause = [kind, server?.key, detail].filter((part) => part !== undefined).join(' ');
  return { cause, level, server: server?.key, message: plain(message, longest), advice, announce };
}

/** The servers that answered. */
export function reached({ servers }: Scene): readonly Reached[] {
  return servers.flatMap((server) => (server.look.reached ? [{ ...server, look: server.look }] : []));
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function enumerate(items: readonly string[], most = 3): string {
  const shown =
    items.length > most ? [...items.slice(0, most - 1), l10n.t('{0} more', items.length - most + 1)] : items;
  return shown.length < 2 ? shown.join('') : l10n.t('{0} and {1}', shown.slice(0, -1).join(', '), shown.at(-1));
}

const levelWords = {
  error: [l10n.t('error'), l10n.t('errors')],
  warning: [l10n.t('warning'), l10n.t('warnings')],
  information: [l10n.t('note'), l10n.t('notes')],
} as const;

/** `1 error`, `3 warnings`; undefined: there is none of that level. */
export function countOfLevel(troubles: readonly Trouble[], level: Trouble['level']): string | undefined {
  const found = troubles.filter((it) => it.level === level).length;
  return found === 0 ? undefined : count(found, ...levelWords[level]);
}

/** `1 commit waits`, `3 commits wait`. */
export function count(number: number | bigint, one: string, many: string): string {
  return `${number} ${Number(number) === 1 ? one : many}`;
}
