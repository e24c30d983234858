import { childOf, type Edit, type Files, type Major, nameOf, type Role, type Uri } from '../../../core/src/index.ts';
import { projectFile } from '../project.ts';

const comment = /^[ \t]*#[ \t]*pg-replication:[ \t]*pg[ \t]*=[ \t]*[^\n]*(?:\n|$)/m;

/** Writes, changes or (`auto`) takes away the comment that names the major of a text; none if nothing changes. */
export function setMajorComment(uri: Uri, text: string, major: Major | 'auto'): readonly Edit[] {
  const found = comment.exec(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = major === 'auto' ? '' : `# pg-replication: pg=${major}${newline}`;
  const start = found?.index ?? 0;
  const end = start + (found?.[0].length ?? 0);
  if (text.slice(start, end) === line) return [];
  return [{ kind: 'replace', at: { kind: 'file', uri, range: { start, end } }, text: line }];
}

/** Of the texts that may name the major, the one that does; else the first. */
export function commentPlace<Text extends { readonly text: string }>(texts: readonly Text[]): Text | undefined {
  return texts.find(({ text }) => comment.test(text)) ?? texts[0];
}

interface ServerOfProject {
  readonly [key: string]: unknown;
}

function serversOf(
  text: string,
): { readonly whole: ServerOfProject; readonly servers: readonly unknown[] } | undefined {
  try {
    const whole: unknown = JSON.parse(text);
    if (typeof whole !== 'object' || whole === null) return undefined;
    const servers: unknown = 'servers' in whole ? whole.servers : [];
    return Array.isArray(servers) ? { whole: { ...whole }, servers } : undefined;
  } catch {
    return undefined;
  }
}

function isOf(server: unknown, folder: string): server is ServerOfProject {
  if (typeof server !== 'object' || server === null || !('folder' in server)) return false;
  const written = String(server.folder).replace(/^\.\//, '').replace(/\/+$/, '');
  return (written === '' ? '.' : written) === folder;
}

/**
 * Writes the role of the server in `folder` into the project file at `root`, which is made where there is none. No edits for
 * a project file that is not JSON: it is the user's to repair.
 */
export async function setRole(
  files: Files,
  root: Uri,
  folder: Uri,
  name: string,
  role: Role,
): Promise<readonly Edit[]> {
  const uri = childOf(root, projectFile);
  const text = await files.read(uri);
  const relative =
    folder === root
      ? '.'
      : folder
          .slice(root.length + 1)
          .split('/')
          .map(nameOf)
          .map(decode)
          .join('/');
  const known = serversOf(text ?? '{}');
  if (!known) return [];
  const others = known.servers.filter((server) => !isOf(server, relative));
  const own = known.servers.find((server) => isOf(server, relative));
  const entry = { ...(isOf(own, relative) ? own : { name, folder: relative }), role };
  const servers =
    own === undefined ? [...others, entry] : known.servers.map((server) => (server === own ? entry : server));
  const written = `${JSON.stringify({ ...known.whole, servers }, null, 2)}\n`;
  if (text === undefined) return [{ kind: 'create', uri, text: written }];
  return [{ kind: 'replace', at: { kind: 'file', uri, range: { start: 0, end: text.length } }, text: written }];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
