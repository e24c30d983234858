import type { DocumentLink } from 'vscode-languageserver';
import { parseConf, resolvePath } from '../../../core/src/index.ts';
import { toRange } from '../convert.ts';
import type { FileView } from '../session.ts';

/** The files that include directives name. */
export function documentLinks(view: FileView): DocumentLink[] {
  if (view.kind === 'hba' || view.kind === 'ident') return [];
  return parseConf(view.document.getText())
    .entries.filter(({ include, value }) => include !== undefined && include !== 'include_dir' && value.trim() !== '')
    .map(({ value, valueRange }) => ({
      range: toRange(view.document, valueRange),
      target: resolvePath(view.uri, value),
    }));
}
