import {
  compareConfigurations,
  type Files,
  fileKindOf,
  nameOf,
  parentOf,
  readServer,
  type Uri,
} from '../../../core/src/index.ts';
import { toLocation } from '../convert.ts';
import type { Located, Look } from '../look.ts';
import type { ChangedServer } from '../protocol.ts';

/** The files as they were: a text of before wins, null is a file that was not there. */
function filesOfBefore(now: Files, before: ReadonlyMap<Uri, string | null>): Files {
  const gone = (uri: Uri) => before.get(uri) === null;
  return {
    read: async (uri) => (before.has(uri) ? (before.get(uri) ?? undefined) : now.read(uri)),
    async list(folder) {
      const names = (await now.list(folder)).filter((name) => !gone(`${folder}/${name}`));
      const added = [...before.keys()].filter((uri) => parentOf(uri) === folder && !gone(uri)).map(nameOf);
      return [...new Set([...names, ...added])];
    },
  };
}

async function changesOf(look: Look, { server, target }: Located, files: Files): Promise<ChangedServer | undefined> {
  const { major, name, role } = target;
  const { roots } = look;
  const options = { major, roots, ...(name !== undefined && { name }), ...(role !== undefined && { role }) };
  const before = await readServer(files, server.folder, options);
  const changes = compareConfigurations(before, server).map(({ at, ...change }) => ({
    ...change,
    ...(at?.kind === 'file' && { at: toLocation(at, (uri) => look.document(uri, server)) }),
  }));
  return changes.length === 0 ? undefined : { server: server.name, folder: server.folder, major, changes };
}

/** What has changed on each server since its files had the texts of before; servers without a change are left out. */
export async function restartOrReload(
  look: Look,
  before: ReadonlyMap<Uri, string | null>,
): Promise<readonly ChangedServer[]> {
  const files = filesOfBefore(look.files, before);
  const found = await Promise.all((await look.servers()).map((located) => changesOf(look, located, files)));
  return found.filter((it) => it !== undefined);
}

const signals = ['standby.signal', 'recovery.signal', 'recovery.conf'];

/** Every file that the workspace's servers read now or would read if it were there, so that its past may be asked for. */
export async function configurationFiles(look: Look): Promise<readonly Uri[]> {
  const all = new Set<Uri>();
  for (const { server } of await look.servers()) {
    for (const { uri } of server.files) all.add(uri);
    const usual = ['postgresql.conf', 'postgresql.auto.conf', 'pg_hba.conf', 'pg_ident.conf', ...signals];
    for (const name of usual.filter((it) => signals.includes(it) || fileKindOf(it) !== undefined))
      all.add(`${server.folder}/${name}`);
  }
  return [...all];
}
