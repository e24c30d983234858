import { valueOrFile } from '../places.ts';
import { streams } from '../primary-conninfo.ts';
import { defineRule } from '../rule.ts';

/** Nothing makes the primary keep WAL for this standby, and there is no archive to fetch it from. */
export const standbyWithoutSlot = defineRule({
  id: 'standby-without-slot',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'A standby streams without a replication slot (`primary_slot_name`) and without an archive (`restore_command`), and its own files keep no WAL either.',
    why: 'The primary removes WAL at its checkpoints. A standby that was away for longer asks for a segment that is gone (`requested WAL segment has already been removed`), and must be built anew.',
    how: 'Create a slot on the primary (`pg_create_physical_replication_slot`), name it in `primary_slot_name`, and bound it there with `max_slot_wal_keep_size`; or give a `restore_command`; or keep WAL on the primary with `wal_keep_size` (`wal_keep_segments` up to 12), and write it here too, as it counts after a promotion.',
    see: [
      'warm-standby.html#STREAMING-REPLICATION-SLOTS',
      'runtime-config-replication.html#GUC-PRIMARY-SLOT-NAME',
      'runtime-config-wal.html#GUC-RESTORE-COMMAND',
    ],
  },
  messages: {
    noSlot: 'Neither primary_slot_name nor restore_command: a standby that was away for long must be built anew.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'primary_conninfo');
    if (!at || !streams(server)) return;
    if (server.setting('primary_slot_name').value !== '' || server.setting('restore_command').value !== '') return;
    const keeps = server.catalog.major >= 13 ? 'wal_keep_size' : 'wal_keep_segments';
    if (server.number(keeps) === 0) report(at, 'noSlot', {});
  },

  examples: [
    {
      title: 'a host and nothing else',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
#                  ^^^^^^^^^^^^^^^^^^^^^^^ noSlot
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a slot',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
primary_slot_name = 's1'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'an archive',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': '',
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
restore_command = 'cp /archive/%f %p'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'WAL kept, here as on the primary',
      majors: { first: 13 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
wal_keep_size = 4GB
`,
      },
      onServer: { starts: true },
    },
  ],
});
