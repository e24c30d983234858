import type { Major } from '../catalog/parameter.ts';
import type { FileProblem, SourceFile } from '../model/server-config.ts';
import type { Files } from '../text/files.ts';
import type { Uri } from '../text/uri.ts';
import type { HbaRecord } from './hba.ts';
import type { IdentEntry } from './ident.ts';

export interface AuthReading {
  readonly problems: readonly FileProblem[];
  readonly files: readonly SourceFile[];
}
export async function readHba(
  _files: Files,
  uri: Uri,
  text: string,
  _major: Major,
): Promise<AuthReading & { readonly records: readonly HbaRecord[] }> {
  return { records: [], problems: [], files: [{ uri, kind: 'hba', text }] };
}
export async function readIdent(
  _files: Files,
  uri: Uri,
  text: string,
  _major: Major,
): Promise<AuthReading & { readonly entries: readonly IdentEntry[] }> {
  return { entries: [], problems: [], files: [{ uri, kind: 'ident', text }] };
}
