import { defineRule } from '../rule.ts';
import { placeOf, rewriteToken } from './hba-fields.ts';

/** Before 18 nothing warned of it. */
export const preferScram = defineRule({
  id: 'prefer-scram',
  severity: 'information',
  versions: { first: 10, last: 17 },
  needsCompleteServer: false,
  presets: ['strict'],
  docs: {
    what: 'A record has the method `md5`, which also takes passwords that are stored by MD5.',
    why: 'A stolen MD5 hash is as good as the password, and 18 announced the end of such passwords.',
    how: 'Set the passwords anew while `password_encryption` is `scram-sha-256` (the default since 14), then write `scram-sha-256`. Clients need libpq 10 or later.',
    see: ['auth-password.html'],
  },
  messages: { weaker: 'md5 also takes passwords stored by MD5, which a thief of the hash can use as they are.' },

  check(server, report) {
    for (const record of server.hba) {
      if (record.method.text !== 'md5') continue;
      const change = { title: 'Use scram-sha-256', safety: 'unsafe' } as const;
      const fixes = rewriteToken(server, record, record.method, 'scram-sha-256', change);
      report(placeOf(record, record.method), 'weaker', {}, { fixes });
    }
  },

  examples: [
    {
      title: 'MD5 where SCRAM would do',
      files: {
        'pg_hba.conf': `
host all all 10.0.0.0/8 md5
#                       ^^^ weaker
`,
      },
      fixed: { 'pg_hba.conf': '\nhost all all 10.0.0.0/8 scram-sha-256\n' },
      onServer: { starts: true },
    },
    {
      title: 'SCRAM',
      files: { 'pg_hba.conf': 'host all all 10.0.0.0/8 scram-sha-256\n' },
      onServer: { starts: true },
    },
  ],
});
