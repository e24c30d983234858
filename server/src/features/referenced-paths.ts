import {
  isHole,
  type Major,
  parseConf,
  resolvePath,
  type TextRange,
  tokenizeAuthFile,
  type Uri,
} from '../../../core/src/index.ts';
import type { FileView } from '../session.ts';

/** A path in a document that the server follows. */
export interface ReferencedPath {
  /** The path as written. */
  readonly range: TextRange;
  /** From the directive on; the path itself where there is none. */
  readonly whole: TextRange;
  readonly target: Uri;
  readonly isFolder: boolean;
}

/** What include directives (of pg_hba.conf and pg_ident.conf from 16 on) and `@files` name, where no template fills it in. */
export function referencedPaths(view: FileView): readonly ReferencedPath[] {
  const { kind, text, uri, located } = view;
  if (kind === 'hba' || kind === 'ident') return authPaths(view);
  return parseConf(text).entries.flatMap(({ include, value, nameRange, valueRange: range }) =>
    include === undefined || value.trim() === '' || isHole(located.server.templates, uri, range)
      ? []
      : [
          {
            range,
            whole: { start: nameRange.start, end: range.end },
            target: resolvePath(uri, value),
            isFolder: include === 'include_dir',
          },
        ],
  );
}

const directives: readonly string[] = ['include', 'include_if_exists', 'include_dir'];

/** Whether a line of pg_hba.conf or pg_ident.conf that begins with the word includes what it names, if it names one thing. */
export function isAuthDirective(word: string, major: Major): boolean {
  return major >= 16 && directives.includes(word);
}

function authPaths({ text, located, uri }: FileView): readonly ReferencedPath[] {
  const { major } = located.server.catalog;
  return tokenizeAuthFile(text, major).entries.flatMap(({ range: whole, fields }): readonly ReferencedPath[] => {
    const directive = fields[0]?.[0]?.text ?? '';
    const named = fields[1]?.[0];
    if (named && fields.length === 2 && isAuthDirective(directive, major))
      return [
        { range: named.range, whole, target: resolvePath(uri, named.text), isFolder: directive === 'include_dir' },
      ];
    return fields
      .flat()
      .filter(({ text, quoted }) => !quoted && text.length > 1 && text.startsWith('@'))
      .map(({ text, range }) => ({ range, whole: range, target: resolvePath(uri, text.slice(1)), isFolder: false }));
  });
}
