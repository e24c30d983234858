import { formatAddress } from '../../syntax/address.ts';
import { hbaAddress } from '../../syntax/hba-address.ts';
import { defineRule } from '../rule.ts';
import { placeOf, rewriteToken } from './hba-fields.ts';

/** An address of one machine with the length of a whole network. */
export const hbaAddressHostBits = defineRule({
  id: 'hba-address-host-bits',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'An address has bits that its mask does not look at: `10.0.0.5/24`.',
    why: 'The server takes the whole network 10.0.0.0/24, which is easily read as that one machine.',
    how: 'Write `10.0.0.5/32` for one machine (`/128` for IPv6), or the network as such: `10.0.0.0/24`.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages: { network: 'This takes all of {network}, not only {address}.' },

  check(server, report) {
    for (const record of server.hba) {
      const network = hbaAddress(record);
      if (!record.address || network?.kind !== 'network' || network.mask === 0n) continue;
      const bits = network.bits & network.mask;
      const [host, length] = record.address.text.split('/');
      const isShortForm = network.family === 'IPv4' && host !== formatAddress(network);
      if (bits === network.bits || isShortForm) continue;
      const base = formatAddress({ family: network.family, bits });
      const text = length === undefined ? base : `${base}/${length}`;
      const shown = length === undefined ? `${base} ${record.mask?.text ?? ''}` : text;
      const change = { title: `Write the network as ${text}`, safety: 'unsafe' } as const;
      const fixes = rewriteToken(server, record, record.address, text, change);
      const holes = { network: shown.slice(0, 50), address: formatAddress(network) };
      report(placeOf(record, record.address), 'network', holes, { fixes });
    }
  },

  examples: [
    {
      title: 'a machine, or its network?',
      files: {
        'pg_hba.conf': `
host all all 10.0.0.5/24               scram-sha-256
#            ^^^^^^^^^^^ network
host all all 10.0.1.5  255.255.255.0   scram-sha-256
#            ^^^^^^^^ network
host all all 2001:db8::5/64            scram-sha-256
#            ^^^^^^^^^^^^^^ network
`,
      },
      fixed: {
        'pg_hba.conf': `
host all all 10.0.0.0/24               scram-sha-256
host all all 10.0.1.0  255.255.255.0   scram-sha-256
host all all 2001:db8::/64            scram-sha-256
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'one machine and one network',
      files: {
        'pg_hba.conf': `
host all all 10.0.0.5/32     scram-sha-256
host all all 10.0.0.0/24     scram-sha-256
host all all 2001:db8::5/128 scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
