import type { ServerConfig } from '../../model/server-config.ts';
import { formatAddress } from '../../syntax/address.ts';
import type { HbaRecord } from '../../syntax/hba.ts';
import { hbaAddress, type Network } from '../../syntax/hba-address.ts';
import { defineRule, type Fix } from '../rule.ts';
import { placeOf, rewriteToken } from './hba-fields.ts';

/** Whether zeros stand between the ones of a mask. */
function hasHoles({ family, mask }: Network): boolean {
  const inverse = mask ^ ((1n << (family === 'IPv4' ? 32n : 128n)) - 1n);
  return (inverse & (inverse + 1n)) !== 0n;
}

/** The address in four parts, for one of fewer: what is left out are zeros at its end, as most people read it. */
function fillUp(server: ServerConfig, record: HbaRecord): readonly Fix[] {
  const [host = '', length] = record.address?.text.split('/') ?? [];
  if (!record.address || length === undefined || !/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){0,2}$/.test(host)) return [];
  const text = `${[...host.split('.'), '0', '0', '0'].slice(0, 4).join('.')}/${length}`;
  return rewriteToken(server, record, record.address, text, { title: `Write ${text}`, safety: 'unsafe' });
}

/** Addresses that do not mean what they look like. */
export const misreadHbaAddress = defineRule({
  id: 'misread-hba-address',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'An address is written in a short form, has a length of 0 behind a real address, or a mask with holes.',
    why: 'The server reads addresses as `inet_aton` does: `10/8` is 0.0.0.10/8, `010.0.0.1` is octal. `10.0.0.0/0` takes every address there is. A mask such as 255.0.255.0 takes addresses from all over.',
    how: 'Write all four parts and the length of the network: `10.0.0.0/8`.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages: {
    shortForm: 'The server reads this as {actual}, and takes connections from there only.',
    everything: 'A length of 0 takes every address, not only {address}.',
    holes: 'This mask has zeros between its ones: it takes addresses of many networks.',
  },

  check(server, report) {
    for (const record of server.hba) {
      const network = hbaAddress(record);
      if (!record.address || network?.kind !== 'network') continue;
      const [host = '', length] = record.address.text.split('/');
      const at = placeOf(record, record.address);
      const actual = formatAddress(network);
      if (network.mask === 0n) {
        if (network.bits !== 0n) report(at, 'everything', { address: actual });
      } else if (hasHoles(network)) report(placeOf(record, record.mask), 'holes', {});
      else if (network.family === 'IPv4' && host !== actual) {
        report(
          at,
          'shortForm',
          { actual: length === undefined ? actual : `${actual}/${length}` },
          { fixes: fillUp(server, record) },
        );
      }
    }
  },

  examples: [
    {
      title: 'short forms, octal numbers and holes',
      files: {
        'pg_hba.conf': `
host all all 10/8                     scram-sha-256
#            ^^^^ shortForm
host all all 192.168.1/24             scram-sha-256
#            ^^^^^^^^^^^^ shortForm
host all all 010.0.0.1/32             scram-sha-256
#            ^^^^^^^^^^^^ shortForm
host all all 10.0.0.0/0               scram-sha-256
#            ^^^^^^^^^^ everything
host all all 10.0.0.0   255.0.255.0   scram-sha-256
#                       ^^^^^^^^^^^ holes
`,
      },
      fixed: {
        'pg_hba.conf': `
host all all 10.0.0.0/8                     scram-sha-256
host all all 192.168.1.0/24             scram-sha-256
host all all 010.0.0.1/32             scram-sha-256
host all all 10.0.0.0/0               scram-sha-256
host all all 10.0.0.0   255.0.255.0   scram-sha-256
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'addresses in full',
      files: {
        'pg_hba.conf': `
host all all 10.0.0.0/8                  scram-sha-256
host all all 10.0.0.0    255.255.255.128 scram-sha-256
host all all 0.0.0.0/0                   scram-sha-256
host all all 2001:db8::/32               scram-sha-256
host all all fe80::1%1/128               scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
