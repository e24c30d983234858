import { looksLikeConninfo, parseConninfo } from '../../syntax/conninfo.ts';
import { isSecret } from '../../syntax/secrets.ts';
import { defineRule } from '../rule.ts';
import { placeInValue } from '../value-place.ts';
import { removeKeyword } from './remove-keyword.ts';

/** The server hides the password of `pg_stat_wal_receiver`, but files and base backups hold it as it was written. */
export const passwordInConninfo = defineRule({
  id: 'password-in-conninfo',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`primary_conninfo` holds a password, or another secret.',
    why: 'The file is in clear text, and so is each of its copies: base backups, a repository, a ticket. Who reads it can copy the whole cluster. `pg_basebackup -R` writes the password it was given.',
    how: 'Put the password into a passfile of the user that runs the server (`~/.pgpass`, or `passfile=` in the string; mode 0600, or it is ignored). For streaming its database field is `replication` or `*`. Then take the password out here, and change it. Certificates (`cert` in pg_hba.conf) need no password at all.',
    see: ['libpq-pgpass.html', 'warm-standby.html#STREAMING-REPLICATION-AUTHENTICATION'],
  },
  messages: {
    secret: 'The {keyword} stands here in clear text, and so in every backup and copy of this file.',
  },

  check(server, report) {
    const { setting, value } = server.setting('primary_conninfo');
    if (!setting || !looksLikeConninfo(value)) return;
    for (const entry of parseConninfo(value, server.catalog.major).entries) {
      const { keyword } = entry;
      if (!isSecret(keyword) || entry.value === '') continue;
      const fixes = removeKeyword(server, setting, entry);
      report(placeInValue(server, setting, entry.valueRange), 'secret', { keyword }, { fixes });
    }
  },

  examples: [
    {
      title: 'what pg_basebackup -R wrote',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': 'hot_standby = on\n',
        'postgresql.auto.conf': `
primary_conninfo = 'user=replicator password=example host=127.0.0.1 port=1'
#                                            ^^^^^^^ secret
`,
      },
      fixed: {
        'postgresql.auto.conf': `
primary_conninfo = 'user=replicator host=127.0.0.1 port=1'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'in a URI',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'postgresql://replicator:example@127.0.0.1:1'
#                                           ^^^^^^^ secret
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'in recovery.conf',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': '',
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1 password=''two words'''
#                                                  ^^^^^^^^^^^^^ secret
`,
      },
      fixed: {
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a passfile',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf':
          "primary_conninfo = 'user=replicator passfile=/var/lib/postgresql/.pgpass host=127.0.0.1 port=1'\n",
      },
      onServer: { starts: true },
    },
  ],
});
