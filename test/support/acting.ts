import assert from 'node:assert/strict';
import type { Subject } from '../../client/src/act/act-on.ts';
import type { Action, Refusal } from '../../client/src/act/action.ts';
import type { ServerKey } from '../../client/src/connect/profile.ts';
import { buildTopology } from '../../client/src/live/build-topology.ts';
import type { Look } from '../../client/src/live/server-look.ts';
import { looksOf, profile } from './looks.ts';

/** Names that would get out of a badly quoted literal, name or list. */
export const hostileNames = [
  "x'); DROP TABLE t; --",
  'back\\slash\\',
  'double"quote',
  'mixed\\\'"\\',
  'two\nlines',
  '\u001b[31mred',
  '$1 $$ %s',
  '<b>**x**</b>',
] as const;

/** The server of that key among looks, as what an action is about. */
export function subjectOf(key: ServerKey, ...looks: readonly Look[]): Subject {
  const now = looks[0]?.at ?? new Date(0);
  const managed = profile({ allowManagement: true });
  const topology = buildTopology(managed, looksOf(...looks), now);
  const server = topology.servers.find((it) => it.key === key);
  assert.ok(server, `${key} is there`);
  return { cluster: { profile: managed, connected: true, topology }, server };
}

/** The action; fails with the refusal if it is one. */
export function allowed(action: Action | Refusal): Action {
  assert.ok(!('refused' in action), 'refused' in action ? action.refused : '');
  return action;
}

/** Why it is refused; fails if it is not. */
export function refusal(action: Action | Refusal): string {
  assert.ok('refused' in action, 'statements' in action ? action.statements.join('; ') : '');
  return action.refused;
}

/** All consequences as one text. */
export function consequences(action: Action | Refusal): string {
  return allowed(action).consequences.join('\n');
}
