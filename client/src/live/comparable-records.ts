import {
  formatAddress,
  type HbaRecord,
  type HbaToken,
  hbaAddress,
  isSecret,
  type ServerConfig,
} from '../../../core/src/index.ts';

/** Quotes are left out where they change nothing: the server's view does not tell of them. */
function item({ text }: HbaToken): string {
  return text === '' || /[\s,"#]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A network in one spelling: `10.0.0.0 255.0.0.0` and `10.1.2.3/8` are both `10.0.0.0/8`. */
function addressText(record: HbaRecord): string | undefined {
  const address = hbaAddress(record);
  if (address?.kind !== 'network') return record.address && item(record.address);
  const { family, bits, mask } = address;
  const length = mask.toString(2).replaceAll('0', '').length;
  return `${formatAddress({ family, bits: bits & mask })}/${length}`;
}

function recordText(record: HbaRecord): string {
  const { type, databases, users, method, options } = record;
  const fields = [
    type.text,
    databases.map(item).join(','),
    users.map(item).join(','),
    addressText(record),
    method.text,
  ];
  const told = options.map(({ name, value }) => `${name}=${isSecret(name) ? '****' : value}`);
  return [...fields.filter((field) => field !== undefined), ...told].join(' ').replace(/[\r\n]+/g, ' ');
}

/** Whether it is known who may connect: the file was there, or the server told. */
export function tellsRecords({ files }: ServerConfig): boolean {
  return files.some(({ kind }) => kind === 'hba');
}

/** The HBA records in their order, a line each, spelled so that equal records are equal texts. */
export function comparableRecords({ hba }: ServerConfig): readonly string[] {
  return hba.map(recordText);
}
