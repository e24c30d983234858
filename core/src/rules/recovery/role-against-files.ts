import { fileOrigin, type ServerConfig } from '../../model/server-config.ts';
import type { Uri } from '../../text/uri.ts';
import { defineRule } from '../rule.ts';

/** The file that makes the server a standby whatever the project says; undefined if none does. */
function standbyFile(server: ServerConfig): Uri | undefined {
  const { catalog, signals } = server;
  if (catalog.major >= 12) return signals.get('standby.signal');
  return server.boolean('standby_mode') ? signals.get('recovery.conf') : undefined;
}

/** Which the server is, its data directory says; the project file only says what people think it is. */
export const roleAgainstFiles = defineRule({
  id: 'role-against-files',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The project file gives the server another role than the files in its folder: `standby.signal`, `recovery.signal`, or up to 11 `recovery.conf`.',
    why: 'The server goes by its files. One that counts as the primary and has a `standby.signal` starts read-only; one that counts as a standby and has a `recovery.signal` recovers, becomes a primary, and takes writes on a timeline of its own.',
    how: 'Correct the role in pg-replication.json, or remove the file and give the server what the role asks for.',
    see: ['runtime-config-wal.html#RUNTIME-CONFIG-WAL-ARCHIVE-RECOVERY', 'warm-standby.html#STANDBY-SERVER-OPERATION'],
  },
  messages: {
    isStandby: 'The project says primary; with this file the server starts as a standby and takes no writes.',
    becomesPrimary: 'The project says standby; with this file alone the server recovers and then becomes a primary.',
  },

  check(server, report) {
    if (!server.roleIsKnown) return;
    const standby = standbyFile(server);
    if (server.role === 'primary' && standby !== undefined) {
      report(fileOrigin(standby, { start: 0, end: 0 }), 'isStandby', {});
    }
    const recovery = server.signals.get(server.catalog.major >= 12 ? 'recovery.signal' : 'recovery.conf');
    if (server.role === 'standby' && standby === undefined && recovery !== undefined) {
      report(fileOrigin(recovery, { start: 0, end: 0 }), 'becomesPrimary', {});
    }
  },

  examples: [
    {
      title: 'a primary that is a standby',
      declaredRole: 'primary',
      majors: { first: 12 },
      files: {
        'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1'\n",
        'standby.signal': '# @ isStandby\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'a standby that will be a primary',
      declaredRole: 'standby',
      majors: { first: 12 },
      files: {
        'postgresql.conf': "restore_command = 'false %f %p'\nprimary_conninfo = 'host=127.0.0.1 port=1'\n",
        'recovery.signal': '# @ becomesPrimary\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'a recovery.conf that makes a primary a standby',
      declaredRole: 'primary',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': 'wal_level = replica\n',
        'recovery.conf': `
# @ isStandby
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a standby that is one',
      declaredRole: 'standby',
      majors: { first: 12 },
      files: {
        'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1'\n",
        'standby.signal': '',
      },
      onServer: { starts: true },
    },
  ],
});
