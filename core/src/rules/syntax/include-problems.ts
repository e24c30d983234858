import type { FileKind } from '../../model/server-config.ts';

/** Whether a problem of a file of this kind comes from the reader of the postgresql.conf family. */
export function isIncludeProblem(kind: FileKind): boolean {
  return kind === 'conf' || kind === 'auto' || kind === 'recovery';
}
