import {
  listedStandbys,
  maskSecrets,
  parentOf,
  planSwitch,
  type ServerConfig,
  type SwitchRequest,
  standbyNames,
  type Uri,
} from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import { type DocumentOf, toWorkspaceEdit } from '../convert.ts';
import type { PlannedSwitch, SwitchOptions } from '../protocol.ts';

/** One primary and the standbys that the workspace shows beside it. */
export interface ReplicationSystem {
  readonly primary: ServerConfig;
  readonly standbys: readonly ServerConfig[];
}

/** How many folders two places have in common. */
export function nearness(a: Uri, b: Uri): number {
  const left = a.split('/');
  const right = b.split('/');
  const differ = left.findIndex((part, at) => part !== right[at]);
  return differ < 0 ? left.length : differ;
}

function nearest(servers: readonly ServerConfig[], folder: Uri): ServerConfig | undefined {
  return servers.toSorted((a, b) => nearness(b.folder, folder) - nearness(a.folder, folder))[0];
}

/**
 * The system a server is part of: itself or the nearest primary of the workspace, and of the standbys those to which no
 * other primary is nearer. Undefined where there is no primary.
 */
export function systemOf(server: ServerConfig, servers: readonly ServerConfig[]): ReplicationSystem | undefined {
  const standbys = servers.filter(({ role }) => role === 'standby');
  const primaries = servers.filter(({ role, complete }) => role === 'primary' && complete);
  const primary = server.role === 'standby' ? nearest(primaries, server.folder) : server;
  if (!primary) return undefined;
  const own = standbys.filter((standby) => {
    const best = nearest(primaries, standby.folder);
    return !best || nearness(best.folder, standby.folder) <= nearness(primary.folder, standby.folder);
  });
  return { primary, standbys: own.filter(({ folder }) => folder !== primary.folder && parentOf(folder) !== folder) };
}

/** What there is to choose from. */
export function switchOptions({ primary, standbys }: ReplicationSystem): SwitchOptions {
  const inForce = listedStandbys(primary);
  const listed = new Set(inForce.names.map(({ text }) => text.toLowerCase()));
  const known = standbyNames(primary, standbys).map(({ name, server }) => ({
    name,
    server: server?.name,
    listed: listed.has(name.toLowerCase()) || listed.has('*'),
  }));
  return {
    mode: inForce.count > 0 ? 'synchronous' : 'asynchronous',
    method: inForce.method,
    count: inForce.count,
    primary: { name: primary.name, folder: primary.folder, major: primary.catalog.major },
    candidates: known,
  };
}

/** The edits of a switch, each with its reason, and what it brings. */
export function plannedSwitch(
  { primary, standbys }: ReplicationSystem,
  request: SwitchRequest,
  documentOf: DocumentOf,
  client: ClientFacts,
): PlannedSwitch {
  const plan = planSwitch(primary, standbys, request);
  return {
    title: plan.title,
    edit: toWorkspaceEdit(plan.changes, documentOf, client),
    gained: plan.gained.map(maskSecrets),
    lost: plan.lost.map(maskSecrets),
    notes: plan.notes.map(maskSecrets),
  };
}
