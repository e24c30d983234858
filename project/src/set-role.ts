import { findNodeAtLocation, getNodeValue, modify, parseTree } from 'jsonc-parser';
import type { Role, TextRange } from '../../core/src/index.ts';
import { normaliseFolder } from './project-file.ts';

/** A stretch of a project file and what is to stand there. */
export interface ProjectEdit {
  readonly range: TextRange;
  readonly text: string;
}

/**
 * The smallest edits after which a project file says which role the server in `folder` (relative to it) has; the server is
 * added under `name` where it is not in the list. None for a text that is not an object: it is the user's to repair.
 */
export function setRoleInProject(text: string, folder: string, name: string, role: Role): readonly ProjectEdit[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root?.type !== 'object') return [];
  const servers = findNodeAtLocation(root, ['servers']);
  if (servers && servers.type !== 'array') return [];
  const known = (servers?.children ?? []).findIndex((node) => {
    const at = findNodeAtLocation(node, ['folder']);
    return at?.type === 'string' && normaliseFolder(String(getNodeValue(at))) === folder;
  });
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' };
  const edits =
    known >= 0
      ? modify(text, ['servers', known, 'role'], role, { formattingOptions })
      : modify(text, ['servers', -1], { name, folder, role }, { formattingOptions, isArrayInsertion: true });
  return edits.map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    text: content,
  }));
}
