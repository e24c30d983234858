import { window } from 'vscode';
import * as z from 'zod/mini';
import { addHost } from '../../connect/add-host.ts';
import { UserError } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import type { LiveServices } from '../../live-services.ts';

const row = z.object({ copied: z.string(), target: z.object({ cluster: z.string() }) });

/** The host and port of a row of the tree; the port may be missing, since a primary does not know that of its standby. */
function placeOf(copied: string): { readonly host: string; readonly port: number | undefined } {
  const found = /^(.*):([0-9]+)$/.exec(copied);
  const isAddress = found?.[1]?.includes(':') === true && !found[1].startsWith('[');
  return found && !isAddress ? { host: found[1] ?? '', port: Number(found[2]) } : { host: copied, port: undefined };
}

async function askPort(host: string): Promise<number | undefined> {
  const text = await window.showInputBox({
    title: l10n.t('Port of {0}', host),
    prompt: l10n.t('The port this server listens on: those who see it connect do not know.'),
    value: '5432',
    validateInput: (value) => (/^[1-9][0-9]{0,4}$/.test(value) && Number(value) < 65_536 ? undefined : '1 to 65535'),
  });
  return text === undefined ? undefined : Number(text);
}

/** Adds a server that another one told of to its cluster, and connects. Returns whether it was added. */
export async function addFoundServer(services: LiveServices, argument: unknown): Promise<boolean> {
  const { data } = row.safeParse(argument);
  const profile = data && services.profiles.get(data.target.cluster);
  if (!data || !profile) throw new UserError(l10n.t('Choose a server that was found in the tree.'));
  const { host, port: known } = placeOf(data.copied);
  const port = known ?? (await askPort(host));
  if (port === undefined) return false;
  await services.profiles.save({ ...profile, conninfo: addHost(profile.conninfo, host, port) });
  await services.fleet.connect(profile.name);
  return true;
}
