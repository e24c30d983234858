/** The value of a token of postgresql.conf, and how its characters lie in the token. */
export interface ConfValueMap {
  /** After unquoting. */
  readonly value: string;
  /** The offset in the token at which the character of the value starts; the end of the value maps to its closing quote. */
  toRaw(offset: number): number;
  /** The offset in the value of the character that holds this offset of the token. */
  toValue(rawOffset: number): number;
}

const piece = /\\[0-7]{1,3}|\\.|''|./gs;
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function meaning(written: string): string {
  if (written === "''") return "'";
  if (!written.startsWith('\\') || written.length === 1) return written;
  if (/^\\[0-7]/.test(written)) return String.fromCharCode(Number.parseInt(written.slice(1), 8) & 0xff);
  return escapes[written.slice(1)] ?? written.slice(1);
}

/**
 * Takes a value token of the postgresql.conf family apart, quotes and escapes or bare (`DeescapeQuotedString`), so that a
 * place inside the value can be shown in the file and back. A zero byte ends the value.
 */
export function mapConfValue(raw: string): ConfValueMap {
  const isQuoted = raw.startsWith("'");
  const end = isQuoted ? Math.max(1, raw.endsWith("'") ? raw.length - 1 : raw.length) : raw.length;
  const starts: number[] = [];
  let value = '';
  let at = isQuoted ? 1 : 0;
  for (const [written] of isQuoted ? raw.slice(1, end).matchAll(piece) : raw.matchAll(/./gs)) {
    const character = isQuoted ? meaning(written) : written;
    if (character === '\0') break;
    starts.push(at);
    value += character;
    at += written.length;
  }
  starts.push(at);
  return {
    value,
    toRaw: (offset) => starts[Math.max(0, Math.min(offset, value.length))] ?? at,
    toValue: (rawOffset) =>
      Math.max(
        0,
        starts.findLastIndex((start) => start <= rawOffset),
      ),
  };
}

/** Writes a value as it must stand between the quotes of a value in postgresql.conf. */
export function escapeConfValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n');
}
