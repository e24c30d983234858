import { conninfoInForce, parseConninfo } from '../syntax/conninfo.ts';
import { isFilledIn } from './filled-in.ts';
import type { ServerConfig } from './server-config.ts';

/** What a standby without any name of its own is called (`WalReceiverMain`). */
export const defaultApplicationName = 'walreceiver';

/**
 * The name by which a primary knows a standby: `application_name` of its `primary_conninfo`, else (12 and later) its
 * `cluster_name`, else `walreceiver` (`libpqrcv_connect`). A PGAPPNAME in its environment is not seen here, nor what a
 * template fills in.
 */
export function applicationName(standby: ServerConfig): string {
  const { major } = standby.catalog;
  const { entries } = parseConninfo(standby.setting('primary_conninfo').value, major);
  const named = conninfoInForce(entries).get('application_name')?.value;
  if (named !== undefined) return named;
  const isKnown = major >= 12 && !isFilledIn(standby, 'cluster_name');
  const cluster = isKnown ? standby.setting('cluster_name').value : '';
  return cluster === '' ? defaultApplicationName : cluster;
}
