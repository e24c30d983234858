import type { Position } from 'vscode-languageserver';
import { type ServerConfig, touches, type Uri } from '../../../core/src/index.ts';
import type { DocumentOf } from '../convert.ts';
import type { FileView } from '../session.ts';
import { isSameName, type NameKind, type Occurrence } from './name-occurrence.ts';
import { namesInAuth } from './names-in-auth.ts';
import { namesInConf } from './names-in-conf.ts';
import { replicatingWith } from './replicating-with.ts';

const known = new WeakMap<ServerConfig, readonly Occurrence[]>();

/** Every name that the files of a server hold; a file that is read twice counts once. */
export function namesOf(server: ServerConfig): readonly Occurrence[] {
  const found = known.get(server) ?? distinct([...namesInConf(server), ...namesInAuth(server)]);
  known.set(server, found);
  return found;
}

/** The name at a position of the document; undefined where there is none. */
export function nameAt(view: FileView, position: Position): Occurrence | undefined {
  const offset = view.document.offsetAt(position);
  return namesOf(view.located.server).find(({ at }) => at.uri === view.uri && touches(at.range, offset));
}

/**
 * The servers that a name of the document's is shared with. A map belongs to one server. The others hold for those that
 * replicate together.
 */
export async function serversOf(view: FileView, kind: NameKind): Promise<readonly ServerConfig[]> {
  const { server, isFragment } = view.located;
  if (isFragment || kind === 'map') return [server];
  const all = (await view.look.servers()).map((located) => located.server);
  return replicatingWith(server, all, namesOf);
}

/** Every place of these servers that writes the name. */
export function placesOf(name: Occurrence, servers: readonly ServerConfig[]): readonly Occurrence[] {
  return distinct(servers.flatMap(namesOf)).filter((other) => isSameName(name, other));
}

/** The texts of the files of several servers. */
export function documentsOf({ look }: FileView, servers: readonly ServerConfig[]): DocumentOf {
  return (uri: Uri) => servers.map((server) => look.document(uri, server)).find((document) => document !== undefined);
}

function distinct(names: readonly Occurrence[]): readonly Occurrence[] {
  const places = new Map(names.map((name) => [`${name.at.range.start} ${name.at.uri} ${name.kind}`, name]));
  return [...places.values()];
}
