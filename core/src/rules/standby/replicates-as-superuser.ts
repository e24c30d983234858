import { keywordPlace, keywordValue, primaryConninfo } from '../primary-conninfo.ts';
import { defineRule } from '../rule.ts';

/** `postgres` is what initdb and every package call the superuser. */
export const replicatesAsSuperuser = defineRule({
  id: 'replicates-as-superuser',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  presets: ['strict'],
  docs: {
    what: '`primary_conninfo` connects as `postgres`, as a rule the superuser.',
    why: 'Streaming needs `LOGIN` and `REPLICATION` only. Who gets at the credentials of this standby can do everything on the primary.',
    how: 'Create a role for replication (`CREATE ROLE replicator LOGIN REPLICATION`), let pg_hba.conf of the primary admit it, and name it here.',
    see: ['warm-standby.html#STREAMING-REPLICATION-AUTHENTICATION', 'role-attributes.html'],
  },
  messages: {
    superuser: 'Streaming needs no superuser: who reads the credentials of this standby owns the primary.',
  },

  check(server, report) {
    const conninfo = primaryConninfo(server);
    if (!conninfo || keywordValue(conninfo, 'user') !== 'postgres') return;
    report(keywordPlace(server, conninfo, 'user'), 'superuser', {});
  },

  examples: [
    {
      title: 'the superuser',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1 user=postgres'
#                                              ^^^^^^^^ superuser
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a role of its own',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1 user=replicator'\n",
      },
      onServer: { starts: true },
    },
  ],
});
