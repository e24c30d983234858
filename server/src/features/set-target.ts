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
  if (text === undefined) {
    const servers = [{ name, folder: relative, role }];
    return [{ kind: 'create', uri, text: `${JSON.stringify({ servers }, null, 2)}\n` }];
  }
  const { setRoleInProject } = await import('../../../project/src/set-role.ts');
  return setRoleInProject(text, relative, name, role).map(({ range, text: written }) => ({
    kind: 'replace',
    at: { kind: 'file', uri, range },
    text: written,
  }));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
