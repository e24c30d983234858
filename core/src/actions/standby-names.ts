import { applicationName, defaultApplicationName } from '../model/application-name.ts';
import { isFilledIn } from '../model/filled-in.ts';
import type { ServerConfig } from '../model/server-config.ts';
import {
  fold,
  parseSynchronousStandbyNames,
  type SynchronousStandbyNames,
} from '../syntax/synchronous-standby-names.ts';
import type { StandbyName } from './switch-request.ts';

/** An application_name is cut to so many bytes, and is plain ASCII. */
const longest = 63;

/** What the primary's list asks for; nothing where the list cannot be read, or a template fills it in. */
export function listedStandbys(primary: ServerConfig): SynchronousStandbyNames {
  const list = parseSynchronousStandbyNames(primary.setting('synchronous_standby_names').value);
  return 'code' in list || isFilledIn(primary, 'synchronous_standby_names')
    ? { method: 'FIRST', count: 0, explicit: false, names: [] }
    : list;
}

/**
 * The standbys that the primary's list can name. Those among `servers` come by the name the primary knows them by now; one
 * that has no name of its own, or shares it, by the name of its server (which `planSwitch` then gives it). Behind them
 * names that only the present list knows. [] if there are none.
 */
export function standbyNames(primary: ServerConfig, servers: readonly ServerConfig[]): readonly StandbyName[] {
  const standbys = servers.filter((server) => server.role === 'standby' && server.folder !== primary.folder);
  const taken = new Set<string>();
  const named: StandbyName[] = standbys.map((server) => ({
    name: freeName(wantedName(server, standbys), taken),
    server,
  }));
  for (const { text } of listedStandbys(primary).names) {
    if (text !== '*' && !taken.has(fold(text))) named.push({ name: freeName(text, taken) });
  }
  return named;
}

function wantedName(server: ServerConfig, standbys: readonly ServerConfig[]): string {
  const name = applicationName(server);
  const isShared = standbys.some((other) => other !== server && fold(applicationName(other)) === fold(name));
  const isGood = name !== '' && name !== '*' && name !== defaultApplicationName && !isShared && plain(name) === name;
  return isGood ? name : plain(server.name) || 'standby';
}

function plain(name: string): string {
  return name.replace(/[^ -~]/g, '_').slice(0, longest);
}

/** The name, or the name with the first number that makes it one of its own. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(fold(free)); number++) free = `${name}_${number}`;
  taken.add(fold(free));
  return free;
}
