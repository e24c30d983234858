import type { ServerConfig } from '../../model/server-config.ts';
import type { SynchronousStandbyNames } from '../../syntax/synchronous-standby-names.ts';
import { keywordValue, primaryConninfo } from '../primary-conninfo.ts';
import { foldName } from './names-in-force.ts';

/** What this server calls itself as a standby by `application_name`; '' if that is not written. */
export function ownName(server: ServerConfig): string {
  const conninfo = primaryConninfo(server);
  return conninfo ? keywordValue(conninfo, 'application_name') : '';
}

/** The entry of a list that stands for the server of that name. */
export function entryOf(
  list: SynchronousStandbyNames,
  name: string,
): SynchronousStandbyNames['names'][number] | undefined {
  return name === '' ? undefined : list.names.find(({ text }) => foldName(text) === foldName(name));
}
