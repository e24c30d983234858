import { catalogFor, type Files, nameOf, readServer, type ServerConfig } from '../../../core/src/index.ts';
import { hbaText } from './hba-text.ts';
import type { SeenServer } from './server-look.ts';
import { serverUri } from './server-uri.ts';
import { settingsText } from './settings-text.ts';

/**
 * What is in force on a server as the files it could have been started with, by name: postgresql.conf, pg_hba.conf where its
 * records may be seen, standby.signal while it is in recovery (12+).
 */
export function inForceFiles(seen: SeenServer): ReadonlyMap<string, string> {
  const files = new Map([['postgresql.conf', settingsText(seen)]]);
  if (seen.hbaRules && seen.hbaRules.length > 0) files.set('pg_hba.conf', hbaText(seen.hbaRules));
  if (seen.identity.inRecovery && seen.identity.major >= 12) files.set('standby.signal', '');
  return files;
}

function filesIn(folder: string, texts: ReadonlyMap<string, string>): Files {
  return {
    read: async (uri) => (uri.startsWith(`${folder}/`) ? texts.get(nameOf(uri)) : undefined),
    list: async (uri) => (uri === folder ? [...texts.keys()] : []),
  };
}

/** Whether the role sees every setting of replication: those that hold paths and conninfo are hidden from most roles. */
function seesAll({ settings, identity }: SeenServer): boolean {
  const needed = ['primary_conninfo', 'restore_command', 'hba_file'];
  return needed.every((name) => settings.has(name) || !catalogFor(identity.major).get(name));
}

/** The configuration in force on a server of a cluster, as the rules and comparisons take it. */
export async function liveConfiguration(cluster: string, seen: SeenServer): Promise<ServerConfig> {
  const folder = serverUri({ cluster, server: seen.key, part: 'inForce', path: '' });
  const { major, inRecovery } = seen.identity;
  const files = filesIn(folder, inForceFiles(seen));
  const role = inRecovery ? 'standby' : 'primary';
  const server = await readServer(files, folder, { major, role, name: seen.key });
  return { ...server, complete: server.complete && seesAll(seen) };
}
