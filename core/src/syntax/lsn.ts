/** A place in the write-ahead log, in bytes from its start. */
export type Lsn = bigint;

/** Reads `16/B374D848` as the server does (`pg_lsn_in`): one to eight hexadecimal digits each; undefined for anything else. */
export function parseLsn(text: string): Lsn | undefined {
  const found = /^([0-9a-fA-F]{1,8})\/([0-9a-fA-F]{1,8})$/.exec(text);
  if (!found || text.endsWith('\n')) return undefined;
  return (BigInt(`0x${found[1]}`) << 32n) + BigInt(`0x${found[2]}`);
}

/** Writes an LSN as the server shows it up to 18: without leading zeros. */
export function formatLsn(lsn: Lsn): string {
  const half = (value: bigint) => value.toString(16).toUpperCase();
  return `${half(lsn >> 32n)}/${half(lsn & 0xffffffffn)}`;
}

/** How many bytes of WAL lie between two places; negative if `to` comes before `from`. */
export function lsnDifference(from: Lsn, to: Lsn): bigint {
  return to - from;
}
