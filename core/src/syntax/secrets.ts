const keywords =
  'password|sslpassword|oauth_client_secret|scram_client_key|scram_server_key|ldapbindpasswd|radiussecrets';

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
const inUri = /(postgres(?:ql)?:\/\/[^\s:@/]*:)[^\s@]*(@)/gi;

/** The same text without the passwords of connection strings and of HBA options. */
export function maskSecrets(text: string): string {
  if (!text.includes('=') && !text.includes('://')) return text;
  return text.replace(quotedOption, '"$1=****"').replace(assigned, '$1$2****').replace(inUri, '$1****$2');
}

/** Whether the value of a connection keyword or HBA option must never be shown. */
export function isSecret(keyword: string): boolean {
  return new RegExp(`^(?:${keywords})$`, 'i').test(keyword);
}
