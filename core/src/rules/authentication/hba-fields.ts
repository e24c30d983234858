import { fileOrigin, type ServerConfig } from '../../model/server-config.ts';
import type { HbaRecord, HbaToken } from '../../syntax/hba.ts';
import type { FileOrigin } from '../../text/origin.ts';
import { textOf } from '../edits.ts';
import type { Fix } from '../rule.ts';

/** Whether a client certificate has to be shown besides, whatever the method. */
export function asksForCertificate({ options }: HbaRecord): boolean {
  const value = options.findLast(({ name }) => name === 'clientcert')?.value;
  return value !== undefined && value !== '0' && value !== 'no-verify';
}

export function placeOf(record: HbaRecord, token: HbaToken = record.type): FileOrigin {
  return fileOrigin(record.uri, token.range);
}

/** Whether the token is written where it is reported, and not in a file that an `@` refers to. */
function isWrittenThere(server: ServerConfig, { uri }: HbaRecord, { text, range }: HbaToken): boolean {
  const plain = (it: string) => it.replaceAll('"', '');
  return plain(textOf(server, uri).slice(range.start, range.end)) === plain(text);
}

/** The fix that writes another text in place of a token; none where the token comes from another file. */
export function rewriteToken(
  server: ServerConfig,
  record: HbaRecord,
  token: HbaToken,
  text: string,
  { title, safety }: Pick<Fix, 'title' | 'safety'>,
): readonly Fix[] {
  if (!isWrittenThere(server, record, token)) return [];
  return [{ title, safety, edits: [{ kind: 'replace', at: placeOf(record, token), text }] }];
}

/** Whether the HBA records are all known: there is a file, and nothing of it is refused or out of reach. */
export function knowsRecords({ hba, problems }: ServerConfig): boolean {
  return hba.length > 0 && problems.every(({ kind }) => kind !== 'hba');
}

/** A word of a file, short enough for a message. */
export function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}
