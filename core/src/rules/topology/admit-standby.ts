import { fileOrigin } from '../../model/server-config.ts';
import type { PlacedServer } from '../../model/topology.ts';
import type { HbaRecord } from '../../syntax/hba.ts';
import { lineAround, newlineOf, quoteHbaToken, textOf } from '../edits.ts';
import type { PrimaryConninfo } from '../primary-conninfo.ts';
import { keywordValue } from '../primary-conninfo.ts';
import type { Edit, Fix } from '../rule.ts';

/** An address as one record takes it, with the mask that means it alone. */
function alone(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`;
}

/**
 * The fix that lets a standby in: for each of its addresses a record for this user alone, above the record that refuses it,
 * else behind the last one. None where no address is known, or where there is no record to stand beside.
 */
export function admitStandby(
  { config: upstream }: PlacedServer,
  conninfo: PrimaryConninfo,
  addresses: readonly string[],
  above: HbaRecord | undefined,
): readonly Fix[] {
  const beside = above ?? upstream.hba.at(-1);
  if (!beside || addresses.length === 0) return [];
  const type = /^(?:require|verify-)/.test(keywordValue(conninfo, 'sslmode')) ? 'hostssl' : 'host';
  // The method md5 takes passwords stored either way, scram-sha-256 only its own.
  const method = upstream.word('password_encryption').startsWith('scram') ? 'scram-sha-256' : 'md5';
  const name = keywordValue(conninfo, 'user');
  // Unquoted these are words of the file's own language.
  const user = /^(?:all$|[+@])/.test(name) ? `"${name}"` : quoteHbaToken(name);
  const records = addresses.map((address) => `${type} replication ${user} ${alone(address)} ${method}`);
  const text = textOf(upstream, beside.uri);
  const line = lineAround(text, beside.range);
  const isOpen = !text.slice(line.start, line.end).endsWith('\n');
  const at = above ? line.start : line.end;
  const newline = newlineOf(text);
  const lines = `${!above && isOpen ? newline : ''}${records.join(newline)}${newline}`;
  const edit: Edit = { kind: 'replace', at: fileOrigin(beside.uri, { start: at, end: at }), text: lines };
  return [{ title: `Let ${name} in from ${addresses.join(', ')}`, safety: 'unsafe', edits: [edit] }];
}
