import type { ServerConfig } from '../../model/server-config.ts';
import { admitsFromElsewhere, takesReplication } from '../hba-reach.ts';
import { defineRule } from '../rule.ts';

/** Whether the files show a standby here or let one in, an archive, commits that wait, or logical replication. */
function takesPartInReplication(server: ServerConfig): boolean {
  if (server.roleIsKnown && server.role === 'standby') return true;
  if (server.hba.some((record) => takesReplication(record) && admitsFromElsewhere(record))) return true;
  if (server.word('archive_mode') !== 'off' || server.word('wal_level') === 'logical') return true;
  return server.setting('synchronous_standby_names').value.trim() !== '';
}

/** What a crash tears apart, replication spreads. */
export const unsafeWritesOnReplicatedServer = defineRule({
  id: 'unsafe-writes-on-replicated-server',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`fsync` or `full_page_writes` is `off` on a server that takes part in replication.',
    why: 'After a crash of the machine the data directory may be torn, and nothing notices. A standby or backup that was ahead of what the primary had really written no longer fits it; and with `full_page_writes = off` a base backup taken from a standby is refused or torn.',
    how: 'Leave both `on`. To load data fast use `synchronous_commit = off`, `wal_level = minimal` or unlogged tables on a server that does not replicate.',
    see: ['runtime-config-wal.html#GUC-FSYNC', 'runtime-config-wal.html#GUC-FULL-PAGE-WRITES'],
  },
  messages: {
    unsafe: 'With {name} off a crash may tear this server apart from its standbys and backups, unnoticed.',
  },

  check(server, report) {
    if (!takesPartInReplication(server)) return;
    for (const name of ['fsync', 'full_page_writes']) {
      const { at } = server.setting(name);
      if (at && !server.boolean(name)) report(at, 'unsafe', { name });
    }
  },

  examples: [
    {
      title: 'a primary that archives',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = '/usr/local/bin/archive %p %f'
fsync = off
#       ^^^ unsafe
full_page_writes = off
#                  ^^^ unsafe
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a primary that lets standbys in',
      files: {
        'postgresql.conf': `
fsync = off
#       ^^^ unsafe
`,
        'pg_hba.conf': 'host replication replicator 10.0.0.0/8 scram-sha-256\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'a server by itself',
      files: {
        'postgresql.conf': `fsync = off
full_page_writes = off
`,
      },
      onServer: { starts: true },
    },
  ],
});
