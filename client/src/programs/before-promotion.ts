import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { enumerate, mapConfValue, newestMajor, parseConf, parseConninfo } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { failed, type Outcome } from './run-site.ts';
import { isThere } from './standby-files.ts';

const answerDeadline = 2000;

/** What Patroni keeps in a data directory that it manages. */
const patroniFile = 'patroni.dynamic.json';

/** Refuses to start, stop or promote what Patroni does itself; undefined: it does not manage the data directory. */
export async function managedLocally(
  operation: 'start' | 'stop' | 'promote',
  dataDirectory: string,
): Promise<Outcome | undefined> {
  if (!(await isThere(join(dataDirectory, patroniFile)))) return undefined;
  const instead = {
    start: '"patronictl resume", "systemctl start patroni"',
    stop: '"patronictl pause", "systemctl stop patroni"',
    promote: '"patronictl switchover", "patronictl failover"',
  }[operation];
  return failed(
    l10n.t('Patroni manages {0} and would undo this, or fight it.', dataDirectory),
    l10n.t('Use {0} instead. If Patroni does not manage it any more, remove {1} from it.', instead, patroniFile),
  );
}

/** The connection strings to the upstream in the files of a data directory, the one in force first. */
async function upstreamConninfo(dataDirectory: string): Promise<string | undefined> {
  for (const name of ['recovery.conf', 'postgresql.auto.conf', 'postgresql.conf']) {
    const text = await readFile(join(dataDirectory, name), 'utf8').catch(() => '');
    const entry = parseConf(text).entries.findLast((each) => each.name.toLowerCase() === 'primary_conninfo');
    if (entry) return mapConfValue(text.slice(entry.valueRange.start, entry.valueRange.end)).value;
  }
  return undefined;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

function addressesOf(conninfo: string): readonly Address[] {
  const { entries } = parseConninfo(conninfo, newestMajor);
  const values = (keyword: string) => entries.findLast((each) => each.keyword === keyword)?.value.split(',') ?? [];
  const hosts = values('host');
  const ports = values('port');
  const all = hosts.length > 0 ? hosts : values('hostaddr');
  return all.map((host, index) => ({ host, port: Number(ports[index] ?? ports[0] ?? 5432) || 5432 }));
}

/** Whether somebody takes connections there; nothing is sent. */
function answers({ host, port }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect({ host, port });
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(answerDeadline, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}

/**
 * What is to be asked before the standby of a data directory is promoted: it says whether the server that it follows still
 * answers. Connects to what its primary_conninfo names, without a word to it.
 */
export async function promotionQuestion(dataDirectory: string): Promise<string> {
  const conninfo = await upstreamConninfo(dataDirectory);
  const addresses = conninfo === undefined ? [] : addressesOf(conninfo);
  const ask = l10n.t('Promote {0}?', dataDirectory);
  if (addresses.length === 0)
    return `${ask} ${l10n.t('Its files name no primary: whether one still answers is not known. Make sure that it is stopped.')}`;
  const found = await Promise.all(addresses.map(answers));
  const named = (list: readonly Address[]) => enumerate(list.map(({ host, port }) => `${host}:${port}`));
  const alive = addresses.filter((_, index) => found[index]);
  const known =
    alive.length > 0
      ? l10n.t(
          'Somebody STILL ANSWERS at {0}, which it follows: if that is the primary, there are TWO PRIMARIES afterwards, each takes writes, and those of one side are lost.',
          named(alive),
        )
      : l10n.t(
          '{0} does not answer us, which does not prove that it is down. Make sure that it does not come back by itself.',
          named(addresses),
        );
  return `${ask} ${known}`;
}
