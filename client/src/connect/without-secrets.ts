import { conninfoInForce, isSecret, newestMajor, parseConninfo, type TextRange } from '../../../core/src/index.ts';

/** A password may hold an `@` that nobody wrote as %40: the last one before the host counts. */
function encodeInnerAts(text: string): string {
  return text.replace(/^(postgres(?:ql)?:\/\/)([^/?#]*)@/, (_, scheme: string, before: string) => {
    return `${scheme}${before.replaceAll('@', '%40')}@`;
  });
}

/** The range to cut so that what stands around a value stays readable. */
function cutOf(text: string, keywordRange: TextRange, valueRange: TextRange): TextRange {
  const { start } = keywordRange;
  const { end } = valueRange;
  const isCredential = keywordRange.start === valueRange.start;
  if (isCredential) return { start: text[start - 1] === ':' ? start - 1 : start, end };
  if (/^postgres(?:ql)?:\/\//.test(text)) {
    return text[end] === '&' ? { start, end: end + 1 } : { start: start - 1, end };
  }
  const blanks = /^\s+/.exec(text.slice(end))?.[0].length ?? 0;
  if (end < text.length) return { start, end: end + blanks };
  return { start: start - (/\s+$/.exec(text.slice(0, start))?.[0].length ?? 0), end };
}

/**
 * Splits a connection string into what may be kept in settings and its password (undefined: there is none). The rest stays
 * as it is written; other secrets, such as the passphrase of a key, are taken out and lost.
 */
export function withoutSecrets(conninfo: string): {
  readonly conninfo: string;
  readonly password: string | undefined;
} {
  const text = encodeInnerAts(conninfo);
  const { entries } = parseConninfo(text, newestMajor);
  const secrets = entries.filter(({ keyword }) => isSecret(keyword));
  if (secrets.length === 0) return { conninfo, password: undefined };
  const password = conninfoInForce(entries).get('password')?.value;
  const rest = secrets
    .toSorted((one, other) => other.valueRange.start - one.valueRange.start)
    .map(({ keywordRange, valueRange }) => ({ keywordRange, valueRange }))
    .reduce((left, { keywordRange, valueRange }) => {
      const { start, end } = cutOf(left, keywordRange, valueRange);
      return left.slice(0, start) + left.slice(end);
    }, text);
  return { conninfo: rest, password: password || undefined };
}
