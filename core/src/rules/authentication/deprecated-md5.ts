import { defineRule } from '../rule.ts';
import { placeOf, rewriteToken } from './hba-fields.ts';

/** 18 announced the end of passwords stored by MD5. */
export const deprecatedMd5 = defineRule({
  id: 'deprecated-md5',
  severity: 'information',
  versions: { first: 18 },
  needsCompleteServer: false,
  docs: {
    what: 'A record has the method `md5`.',
    why: 'Passwords stored by MD5 are deprecated since 18, which warns when one is set; 19 also warns a client that signs in with one. They will be removed. A stolen MD5 hash is as good as the password.',
    how: "Set the passwords anew while `password_encryption` is `scram-sha-256`, then write `scram-sha-256`. Roles whose password is still stored by MD5 cannot sign in after that: `select rolname from pg_authid where rolpassword like 'md5%'` names them.",
    see: ['auth-password.html', 'runtime-config-connection.html#GUC-PASSWORD-ENCRYPTION'],
  },
  messages: { deprecated: 'MD5 passwords are deprecated and will stop working in a later major.' },

  check(server, report) {
    for (const record of server.hba) {
      if (record.method.text !== 'md5') continue;
      const change = { title: 'Use scram-sha-256', safety: 'unsafe' } as const;
      const fixes = rewriteToken(server, record, record.method, 'scram-sha-256', change);
      report(placeOf(record, record.method), 'deprecated', {}, { fixes, tags: ['deprecated'] });
    }
  },

  examples: [
    {
      title: 'the method of old',
      files: {
        'pg_hba.conf': `
host all all 10.0.0.0/8 md5
#                       ^^^ deprecated
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
