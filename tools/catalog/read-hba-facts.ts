import { join } from 'node:path';
import { type PostgresServer, writeServerFile } from '../postgres/postgres-server.ts';
import { programWords } from './program-words.ts';

/** One word that a record of pg_hba.conf may hold. */
export interface HbaWord {
  readonly kind: 'type' | 'method' | 'option';
  readonly name: string;
  /** The methods an option goes with; absent: any. */
  readonly methods?: readonly string[];
  /** The record types an option goes with; absent: any. */
  readonly types?: readonly string[];
}

/** The server's complaint about each line, `''` where it has none. */
async function complaints(server: PostgresServer, lines: readonly string[]): Promise<readonly string[]> {
  writeServerFile(join(server.data, 'pg_hba.conf'), `${lines.join('\n')}\n`);
  const rows = await server.query<{ line_number: number; error: string | null }>(
    'select line_number, error from pg_hba_file_rules',
  );
  const found = new Map(rows.map((row) => [row.line_number, row.error ?? '']));
  return lines.map((_, at) => found.get(at + 1) ?? '');
}

/** `ident, peer, gssapi, sspi, and cert` as names of methods. */
function methodsIn(list: string): readonly string[] {
  return list.split(/,? and |, /).map((name) => (name === 'gssapi' ? 'gss' : name));
}

function option(name: string, complaint: string): HbaWord | undefined {
  if (complaint.startsWith('unrecognized authentication option name')) return undefined;
  const methods = complaint.match(/is only valid for authentication methods (.+)$/)?.[1];
  const types = complaint.match(/can only be configured for "(\w+)" rows/)?.[1];
  return {
    kind: 'option',
    name,
    ...(methods === undefined ? {} : { methods: methodsIn(methods) }),
    ...(types === undefined ? {} : { types: [types] }),
  };
}

/**
 * What the server knows of records: every word of its own program is tried in each place, and `pg_hba_file_rules` says
 * what it thinks. A method that the build lacks is known to the major all the same; it says so in other words.
 */
export async function readHbaFacts(server: PostgresServer): Promise<readonly HbaWord[]> {
  const words = [...programWords(server.major)].filter((word) => /^[a-z][a-z0-9_-]{1,30}$/.test(word));
  const asTypes = await complaints(
    server,
    words.map((word) => `${word} all all trust`),
  );
  const asMethods = await complaints(
    server,
    words.map((word) => `host all all 127.0.0.1/32 ${word}`),
  );
  const asOptions = await complaints(
    server,
    words.map((word) => `host all all 127.0.0.1/32 trust ${word}=1`),
  );
  return words.flatMap((name, at): readonly HbaWord[] => {
    const known = option(name, asOptions[at] ?? '');
    return [
      ...(asTypes[at]?.startsWith('invalid connection type') ? [] : [{ kind: 'type', name } as const]),
      ...(/^invalid authentication method "[^"]*"$/.test(asMethods[at] ?? '')
        ? []
        : [{ kind: 'method', name } as const]),
      ...(known ? [known] : []),
    ];
  });
}
