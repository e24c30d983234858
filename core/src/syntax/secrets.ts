/** Of connection strings, HBA options, and variables put before a command (`PGPASSWORD=… scp …`). */
const keywords =
  '\\w*(?:password|passwd|secret_access_key)|oauth_client_secret|scram_(?:client|server)_key|radiussecrets';

/** A value by its quotes: of a connection string inside a quoted setting (`\'…\'`, `''…''`), by itself, of HBA; or bare. */
const values = [
  String.raw`\\'(?:\\\\\\'|\\\\|[^'\\])*(?:\\'|$)`,
  String.raw`''(?:[^'\\]|\\''|\\[^'])+''`,
  String.raw`'(?:[^'\\]|\\.|'')*'?`,
  '"(?:[^"]|"")*"?',
  String.raw`(?:[^\\\s&'"]|\\[^'])+`,
].join('|');

const assigned = new RegExp(`\\b(${keywords})(\\s*=\\s*)(?:${values})`, 'gi');
const quotedOption = new RegExp(`"(${keywords})=(?:[^"]|"")+"`, 'gi');
// Up to the last `@`: a password may hold one that nobody wrote as %40.
const inUri = /(postgres(?:ql)?:\/\/[^\s:@/]*:)\S*(@)/gi;
const unfinished = new RegExp(`\\b(?:${keywords})(?:\\s*=[^=]*|\\s+)$`, 'i');

/** The same text without the passwords of connection strings and of HBA options. */
export function maskSecrets(text: string): string {
  if (!text.includes('=') && !text.includes('://')) return text;
  return text.replace(quotedOption, '"$1=****"').replace(assigned, '$1$2****').replace(inUri, '$1****$2');
}

/**
 * What a message may say of a word that a reader stumbled over: stars where the text before it ends in a secret, which then
 * goes on in this word (`password='hunter 2'` inside a setting's quotes, `radiussecrets=a,b`).
 */
export function shownWord(word: string, before: string): string {
  return unfinished.test(before) ? '****' : word;
}

/** Whether the value of a connection keyword or HBA option must never be shown. */
export function isSecret(keyword: string): boolean {
  return new RegExp(`^(?:${keywords})$`, 'i').test(keyword);
}
