import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { placeOf } from './hba-fields.ts';

/** Passwords are stored by MD5, and a record takes none such. */
export const scramWithoutScramPasswords = defineRule({
  id: 'scram-without-scram-passwords',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'A record asks for `scram-sha-256`, but `password_encryption` is `md5` (the default up to 13), so that new passwords are stored by MD5.',
    why: 'A password stored by MD5 cannot be proved by SCRAM: the client reads `password authentication failed`, and only the log says that the role "does not have a valid SCRAM secret". A standby with such a role never connects.',
    how: 'Set `password_encryption = scram-sha-256`, reload, and set the passwords anew.',
    see: ['auth-password.html', 'runtime-config-connection.html#GUC-PASSWORD-ENCRYPTION'],
  },
  messages: { stored: 'Passwords set on this server are stored by MD5, and roles with one fail to sign in here.' },

  check(server, report) {
    if (server.word('password_encryption') !== 'md5') return;
    const record = server.hba.find(({ method }) => method.text === 'scram-sha-256');
    if (!record) return;
    const title = 'Set password_encryption to scram-sha-256';
    const edits = setParameter(server, 'password_encryption', 'scram-sha-256');
    const related = linesOf(server, 'password_encryption');
    report(placeOf(record, record.method), 'stored', {}, { fixes: [{ title, safety: 'unsafe', edits }], related });
  },

  examples: [
    {
      title: 'stored by MD5, asked for by SCRAM',
      files: {
        'postgresql.conf': 'password_encryption = md5\n',
        'pg_hba.conf': `
local all         all                   peer
host  replication replicator 10.0.0.0/8 scram-sha-256
#                                       ^^^^^^^^^^^^^ stored
`,
      },
      fixed: { 'postgresql.conf': 'password_encryption = scram-sha-256\n' },
      onServer: { starts: true },
    },
    {
      title: 'the default, up to 13',
      majors: { first: 10, last: 13 },
      files: {
        'postgresql.conf': 'port = 5433\n',
        'pg_hba.conf': `
host all all 10.0.0.0/8 scram-sha-256
#                       ^^^^^^^^^^^^^ stored
`,
      },
      fixed: { 'postgresql.conf': 'port = 5433\npassword_encryption = scram-sha-256\n' },
      onServer: { starts: true },
    },
    {
      title: 'the default since 14',
      majors: { first: 14 },
      files: { 'postgresql.conf': 'port = 5433\n', 'pg_hba.conf': 'host all all 10.0.0.0/8 scram-sha-256\n' },
      onServer: { starts: true },
    },
    {
      title: 'a method that takes both',
      files: {
        'postgresql.conf': 'password_encryption = md5\n',
        'pg_hba.conf': 'host all all 10.0.0.0/8 md5\n',
      },
      onServer: { starts: true },
    },
  ],
});
