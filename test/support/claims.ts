import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Major } from '../../core/src/catalog/parameter.ts';
import { readServer } from '../../core/src/model/read-server.ts';
import type { ServerConfig } from '../../core/src/model/server-config.ts';
import {
  copyDataDirectory,
  makeDataDirectory,
  makeServerFolder,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { inMemoryFiles } from './in-memory-files.ts';
import { exampleFolder, type RuleCase, textsOf } from './rule-cases.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

/** What keeps a throw-away server small. */
const testSettings: Readonly<Record<string, string>> = {
  autovacuum: 'off',
  fsync: 'off',
  shared_buffers: '1MB',
  listen_addresses: '127.0.0.1',
};

const certificate = selfSignedCertificate();

/** A new data directory without the files of its databases: nobody connects, and it is copied in a tenth of the time. */
export function makeEmptyDataDirectory(major: Major): string {
  const data = makeDataDirectory(major);
  for (const database of readdirSync(join(data, 'base'))) {
    for (const file of readdirSync(join(data, 'base', database))) rmSync(join(data, 'base', database, file));
  }
  return data;
}

/**
 * Puts the files of an example into a copy of a fresh data directory and starts a server there. Returns what is wrong
 * with the claim; undefined if it holds.
 */
export async function disproveClaim(major: Major, fresh: string, it: RuleCase): Promise<string | undefined> {
  const claim = it.example.onServer;
  if (!claim) return 'no claim';
  const data = copyDataDirectory(fresh);
  try {
    const server = await readServer(inMemoryFiles(textsOf(it.example)), exampleFolder, { major });
    writeExample(data, it, server);
    const start = await PostgresServer.tryStart(major, data, optionsFor(server));
    if ('server' in start) await start.server.stop();
    if ('starts' in claim) return 'server' in start ? undefined : `does not start: ${start.refusal}`;
    if ('server' in start) return 'starts';
    return withoutQuotes(start.refusal).includes(withoutQuotes(claim.refusesToStart))
      ? undefined
      : `says otherwise: ${start.refusal}`;
  } finally {
    removeDataDirectory(data);
  }
}

function writeExample(data: string, { example }: RuleCase, server: ServerConfig): void {
  for (const [uri, text] of textsOf(example)) {
    const path = join(data, uri.slice(exampleFolder.length + 1));
    if (dirname(path) !== data) makeServerFolder(dirname(path));
    writeServerFile(path, text);
  }
  const missing = Object.entries(testSettings).filter(([name]) => server.setting(name).at === undefined);
  const lines = missing.map(([name, value]) => `${name} = '${value}'\n`).join('');
  // Written above the example's own lines, which win.
  const own = textsOf(example).get(`${exampleFolder}/postgresql.conf`) ?? '';
  writeServerFile(join(data, 'postgresql.conf'), lines + own);
  if (!server.boolean('ssl')) return;
  rmSync(join(data, 'server.key'), { force: true });
  writeServerFile(join(data, 'server.key'), certificate.key);
  writeServerFile(join(data, 'server.crt'), certificate.certificate);
}

/** The log of a start is read from its standard error, whatever an example says of logs; its lines are checked all the same. */
const logSettings = ['log_destination=stderr', 'logging_collector=off', 'log_min_messages=log', 'lc_messages=C'];

/** A server of the tests is given its socket directory on the command line; an example's own goes behind it, and wins. */
function optionsFor(server: ServerConfig): readonly string[] {
  const { at, value } = server.setting('unix_socket_directories');
  const settings = at ? [...logSettings, `unix_socket_directories=${value}`] : logSettings;
  return settings.flatMap((setting) => ['-c', setting]);
}

/** 17 and later put the names of parameters in quotes. */
function withoutQuotes(text: string): string {
  return text.replaceAll('"', '');
}
