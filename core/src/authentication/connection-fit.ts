import { parseAddress } from '../syntax/address.ts';
import type { HbaRecord } from '../syntax/hba.ts';
import { type HbaAddress, hbaAddress } from '../syntax/hba-address.ts';
import { type ConnectionAttempt, cannotBeKnown, type Fit, fit, misfit, shown } from './connection-attempt.ts';

/** How the attempt comes in, against the first word of a record (`check_hba`). */
export function typeFit(type: string, attempt: ConnectionAttempt): Fit {
  if (type === 'local') return attempt.type === 'local' ? fit : misfit('local takes Unix sockets only');
  if (attempt.type === 'local') return misfit(`${type} takes TCP only`);
  if (type === 'hostssl' && !attempt.tls) return misfit('hostssl takes connections with TLS only');
  if (type === 'hostnossl' && attempt.tls) return misfit('hostnossl takes connections without TLS only');
  if (type === 'hostgssenc' && !attempt.gss) return misfit('hostgssenc takes connections encrypted by GSSAPI only');
  return type === 'hostnogssenc' && attempt.gss
    ? misfit('hostnogssenc takes connections not encrypted by GSSAPI only')
    : fit;
}

const unknownAddress = cannotBeKnown('the address of the client is not known');

/** As `check_hostname`: the whole name, or its end if the record's begins with a dot; ASCII case does not count. */
function nameFit(name: string, hostName: string | undefined): Fit {
  if (hostName === undefined)
    return cannotBeKnown(`${shown(name)} is a host name: files cannot tell what it resolves to`);
  const [wanted, actual] = [name.toLowerCase(), hostName.toLowerCase()];
  const fits = wanted.startsWith('.') ? wanted.length < actual.length && actual.endsWith(wanted) : wanted === actual;
  if (fits && actual !== '') return fit;
  return misfit(
    actual === '' ? `the client has no host name, so not ${shown(name)}` : `${shown(hostName)} is not ${shown(name)}`,
  );
}

function numericFit(wanted: HbaAddress & { kind: 'network' }, text: string, written: string): Fit {
  const actual = parseAddress(text);
  if (!actual) return unknownAddress;
  if (actual.family !== wanted.family) return misfit(`${written} takes ${wanted.family} only`);
  const isInside = ((actual.bits ^ wanted.bits) & wanted.mask) === 0n;
  return isInside ? fit : misfit(`${text} is not in ${written}`);
}

/** Where the attempt comes from, against the address of a record. */
export function addressFit(record: HbaRecord, { address, hostName }: ConnectionAttempt): Fit {
  const wanted = hbaAddress(record);
  if (!wanted || wanted.kind === 'all') return fit;
  if (wanted.kind === 'name') return nameFit(wanted.name, hostName);
  if (address === undefined) return unknownAddress;
  if (wanted.kind === 'network') {
    const mask = record.mask ? ` ${record.mask.text}` : '';
    return numericFit(wanted, address, `${record.address?.text ?? ''}${mask}`);
  }
  // The loopback interface has these addresses; others may, and are in networks that only the machine knows.
  if (address === '127.0.0.1' || address === '::1') return fit;
  return cannotBeKnown(`${wanted.kind} stands for what only the server's machine knows`);
}
