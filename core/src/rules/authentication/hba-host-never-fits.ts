import { hbaAddress } from '../../syntax/hba-address.ts';
import { defineRule } from '../rule.ts';
import { placeOf, rewriteToken, shortened } from './hba-fields.ts';

/** Whether no resolver gives this name to an address: stars, ranges, and addresses that are none. */
function isNoHostName(name: string): boolean {
  return name === '' || /[*:/]/.test(name) || /^[\d.-]+$/.test(name);
}

/** What is no address the server takes for the name of a host, whatever it is. */
export const hbaHostNeverFits = defineRule({
  id: 'hba-host-never-fits',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'An address is written in a form that the server does not know: with a star, as a range, or with a part above 255.',
    why: 'What is no address is taken for the name of a host, without a word. No host is called so, so the record takes nobody, and each connection that reaches it costs a look-up in DNS.',
    how: 'Write networks with their length, `10.0.0.0/24`; every address as `all`; all hosts of a domain with a dot in front, `.example.com`.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages: { noHost: '"{name}" is taken for the name of a host, and no host is called so: this record takes nobody.' },

  check(server, report) {
    for (const record of server.hba) {
      const address = hbaAddress(record);
      if (!record.address || address?.kind !== 'name' || !isNoHostName(address.name)) continue;
      const change = { title: 'Write all', safety: 'unsafe' } as const;
      const fixes = address.name === '*' ? rewriteToken(server, record, record.address, 'all', change) : [];
      report(placeOf(record, record.address), 'noHost', { name: shortened(address.name) }, { fixes });
    }
  },

  examples: [
    {
      title: 'stars, ranges and parts above 255',
      files: {
        'pg_hba.conf': `
host all all *                   scram-sha-256
#            ^ noHost
host all all 10.0.0.*            scram-sha-256
#            ^^^^^^^^ noHost
host all all *.example.com       scram-sha-256
#            ^^^^^^^^^^^^^ noHost
host all all 10.0.0.1-10.0.0.9   scram-sha-256
#            ^^^^^^^^^^^^^^^^^ noHost
host all all 10.0.0.256          scram-sha-256
#            ^^^^^^^^^^ noHost
`,
      },
      fixed: {
        'pg_hba.conf': `
host all all all                   scram-sha-256
host all all 10.0.0.*            scram-sha-256
host all all *.example.com       scram-sha-256
host all all 10.0.0.1-10.0.0.9   scram-sha-256
host all all 10.0.0.256          scram-sha-256
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a host, a domain and a network',
      files: {
        'pg_hba.conf': `
host all all pg-1.example.com scram-sha-256
host all all .example.com     scram-sha-256
host all all 10.0.0.0/24      scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
