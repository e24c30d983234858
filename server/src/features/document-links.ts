import type { DocumentLink } from 'vscode-languageserver';
import { toRange } from '../convert.ts';
import type { FileView } from '../session.ts';
import { referencedPaths } from './referenced-paths.ts';

/** The files that include directives and `@files` name. */
export function documentLinks(view: FileView): DocumentLink[] {
  return referencedPaths(view)
    .filter(({ isFolder }) => !isFolder)
    .map(({ range, target }) => ({ range: toRange(view.document, range), target }));
}
