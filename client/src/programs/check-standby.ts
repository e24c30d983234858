import { createServer } from 'node:net';
import * as l10n from '../l10n.ts';
import { nameQuestion } from '../live/queries/standby-stream.ts';
import { askFacts } from './base-backup.ts';
import { causeOf } from './causes.ts';
import { controlLog } from './operations/control.ts';
import { shellPathProblems } from './operations/parts.ts';
import { type Failure, failed, type ReachedServer, type RunSite } from './run-site.ts';
import { isThere, type StandbySettings, standbyPassfile } from './standby-files.ts';
import { type FolderBefore, folderBefore } from './target-folder.ts';

/** A standby to be, with the name of its slot. */
type Wanted = StandbySettings & { readonly slot: string };

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function nameIsTaken(server: ReachedServer, name: string): Promise<boolean> {
  const session = await server.open('observe');
  try {
    const [rows] = await session.run(nameQuestion(name));
    return (rows ?? []).length > 0;
  } finally {
    await session.close();
  }
}

/** What stands in the way on this machine; undefined: nothing. */
async function problemHere(wanted: Wanted, { path, state }: FolderBefore): Promise<Failure | undefined> {
  const [wrong] = shellPathProblems(l10n.t('The folder'), path);
  if (wrong !== undefined) return failed(wrong, l10n.t('Take another folder.'));
  if (state === 'other')
    return failed(l10n.t('{0} is not empty.', path), l10n.t('Take a folder that is absent or empty.'));
  for (const file of [standbyPassfile(wanted), controlLog(wanted.folder)])
    if (await isThere(file))
      return failed(l10n.t('{0} is there already.', file), l10n.t('Take another folder, or move that file away.'));
  if (!(await isFree(wanted.port)))
    return failed(l10n.t('Somebody listens on port {0}.', wanted.port), l10n.t('Take another port.'));
  return undefined;
}

/** Where a standby will be. */
export interface StandbyPlaces {
  /**
   * What the folders that it will fill are now: from here on everything in them, the slot, the passfile and the log are ours,
   * and an undo may take them away.
   */
  readonly before: readonly FolderBefore[];
  /** Other places of tablespaces on this machine, by those on the upstream. */
  readonly tablespaceMapping: Readonly<Record<string, string>>;
}

/** Tablespaces lie where they lie on the upstream, unless that place is in use here: as it is where both are one machine. */
async function placesFor({ folder }: Wanted, locations: readonly string[]): Promise<StandbyPlaces> {
  const before = [await folderBefore(folder)];
  const mapping: [string, string][] = [];
  for (const [at, location] of locations.entries()) {
    const own = await folderBefore(location);
    const mapped = own.state === 'other' ? `${folder}.tablespace${at + 1}` : undefined;
    if (mapped !== undefined) mapping.push([location, mapped]);
    before.push(mapped === undefined ? own : await folderBefore(mapped));
  }
  return { before, tablespaceMapping: Object.fromEntries(mapping) };
}

/** Looks whether a standby can be made, and where all of it will be; changes nothing. */
export async function checkStandby(
  wanted: Wanted,
  server: ReachedServer,
  { finder }: RunSite,
): Promise<StandbyPlaces | Failure> {
  const facts = await askFacts(server, wanted.slot);
  const places = await placesFor(wanted, facts.tablespaces);
  for (const folder of places.before) {
    const here = await problemHere(wanted, folder);
    if (here) return here;
  }
  // Its start comes last: better known before the whole cluster is copied.
  const control = await finder.find('pg_ctl', { major: facts.major, fit: 'same' });
  if (typeof control === 'string') return failed(control);
  if (facts.slot) return failed(l10n.t('There is a slot {0} already.', wanted.slot), l10n.t('Take another name.'));
  if (await nameIsTaken(server, wanted.name))
    return failed(l10n.t('A standby named {0} streams already.', wanted.name), l10n.t('Take another name.'));
  const refusal = await server.tryReplication();
  if (refusal !== undefined) {
    const { cause, next } = causeOf([refusal], l10n.t('The server'));
    return failed(cause, next);
  }
  return places;
}
