import { isSecret } from '../../../core/src/index.ts';
import type { HbaRule } from './server-look.ts';

/** An item of a field: in quotes where it would not be read as one item else. Keywords stay bare: the view drops quotes. */
function item(text: string): string {
  return text !== '' && !/^@|[\s,"#]/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

/** `name=value`; what is secret was masked when it was read, and is masked once more. */
function option(text: string): string {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(equals, 0));
  return item(isSecret(name) ? `${name}=****` : text);
}

/** Line breaks of a name would end the record: no reader of the server takes them, so none is lost. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

function record({ file, line, type, databases, users, address, netmask, method, options }: HbaRule): string {
  const fields = [type, databases.map(item).join(','), users.map(item).join(',')];
  if (address !== undefined) fields.push(item(address));
  if (netmask !== undefined) fields.push(netmask);
  fields.push(method, ...options.map(option));
  return `${oneLine(fields.join(' '))}  # ${oneLine(file === undefined ? '' : `${file}, `)}line ${line}`;
}

/** The HBA records as the server reads them, as the text of a pg_hba.conf that reads back to the same. */
export function hbaText(rules: readonly HbaRule[]): string {
  return rules.map((rule) => `${record(rule)}\n`).join('');
}
