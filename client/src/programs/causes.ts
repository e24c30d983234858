import * as l10n from '../l10n.ts';
/** Why a program failed, in our words, and what to do. */
export interface Cause {
  readonly cause: string;
  readonly next: string;
}

interface KnownCause {
  readonly pattern: RegExp;
  /** Gets the groups of the pattern. */
  readonly cause: (groups: readonly string[]) => string;
  readonly next: string;
}

/** Lines of pg_basebackup, pg_receivewal, pg_ctl, pg_rewind and of the server they talk to; the more particular first. */
const known: readonly KnownCause[] = [
  {
    pattern: /no pg_hba\.conf entry for replication connection from host "([^"]*)", user "([^"]*)"/,
    cause: ([host, user]) => l10n.t('pg_hba.conf lets nobody replicate as {0} from {1}.', user, host),
    next: l10n.t('Add a record for the database "replication", that user and that address to pg_hba.conf, and reload.'),
  },
  {
    pattern: /no pg_hba\.conf entry|pg_hba\.conf rejects/,
    cause: () => l10n.t('pg_hba.conf does not let this connection in.'),
    next: l10n.t(
      'Add a record that matches it to pg_hba.conf (for replication the database is "replication"), and reload.',
    ),
  },
  {
    pattern: /password authentication failed for user "([^"]*)"/,
    cause: ([user]) => l10n.t('The password of {0} was not accepted.', user),
    next: l10n.t('Forget the password of the cluster and enter it again.'),
  },
  {
    pattern: /no password supplied|fe_sendauth: error/,
    cause: () => l10n.t('The server wants a password and there is none.'),
    next: l10n.t('Connect to the cluster once in the sidebar and keep its password, or write it into the passfile.'),
  },
  {
    pattern: /must be superuser or replication role|permission denied to start WAL sender/,
    cause: () => l10n.t('This role may not replicate.'),
    next: l10n.t('Give it the attribute REPLICATION: ALTER ROLE … REPLICATION.'),
  },
  {
    pattern: /role "([^"]*)" does not exist/,
    cause: ([role]) => l10n.t('There is no role {0} on the server.', role),
    next: l10n.t('Name a role that is there: user in the profile, for a subscriber subscriberUser in the task.'),
  },
  {
    pattern: /number of requested standby connections exceeds "?max_wal_senders|requested standby connections/,
    cause: () => l10n.t('All WAL senders of the server are in use.'),
    next: l10n.t('Raise max_wal_senders (which takes a restart), or end a stream that is not needed.'),
  },
  {
    pattern: /all replication slots are in use/,
    cause: () => l10n.t('All replication slots are in use.'),
    next: l10n.t('Drop a slot that is not needed, or raise max_replication_slots (which takes a restart).'),
  },
  {
    pattern: /replication slot "([^"]*)" does not exist/,
    cause: ([slot]) => l10n.t('There is no slot {0}.', slot),
    next: l10n.t('Create it first, or let the task create it (createSlot).'),
  },
  {
    pattern: /replication slot "([^"]*)" already exists/,
    cause: ([slot]) => l10n.t('There is a slot {0} already.', slot),
    next: l10n.t('Take another name, or use that slot (createSlot: false).'),
  },
  {
    pattern: /replication slot "([^"]*)" is active/,
    cause: ([slot]) => l10n.t('Somebody else uses the slot {0}.', slot),
    next: l10n.t('Each receiver needs a slot of its own: take another one.'),
  },
  {
    pattern: /(?:directory|folder) "([^"]*)" exists but is not empty/,
    cause: ([folder]) => l10n.t('{0} is not empty.', folder),
    next: l10n.t('Take a folder that is absent or empty; nothing in it was touched.'),
  },
  {
    pattern: /No space left on device|disk quota exceeded/i,
    cause: () => l10n.t('The disk of the target is full.'),
    next: l10n.t('Make room, or take a target on another disk; tar with compression needs less.'),
  },
  {
    pattern: /incompatible server version (\S+)/,
    cause: ([version]) => l10n.t('The program is older than the server ({0}).', version),
    next: l10n.t('Install programs of the major of the server, or newer.'),
  },
  {
    pattern: /^pg_verifybackup: error: .*(?:in the manifest|on disk|checksum mismatch|WAL parsing failed)/,
    cause: () => l10n.t('The backup is not what its manifest says.'),
    next: l10n.t('Do not use it: the files named above are damaged, missing or foreign.'),
  },
  {
    pattern: /could not create lock file "([^"]*)\/\.s\.PGSQL\.[^"]*"/,
    cause: ([folder]) => l10n.t('The server may not put its socket into {0}.', folder),
    next: l10n.t('Set unix_socket_directories to a folder of its user.'),
  },
  {
    pattern: /checksum verification failed|checksum error occurred|checksum mismatch/,
    cause: () => l10n.t('Pages with a wrong checksum were found: data on the server is damaged.'),
    next: l10n.t('Find the file named above and look at the disk of the server. The backup was kept, damage included.'),
  },
  {
    pattern: /requested WAL segment (\S+) has already been removed/,
    cause: ([segment]) => l10n.t('The server has removed WAL that is needed ({0}).', segment),
    next: l10n.t('Use a slot, or raise wal_keep_size, and start anew.'),
  },
  {
    pattern: /WAL summaries are required|summarize_wal|WAL summarization/,
    cause: () => l10n.t('The server has no WAL summaries for the time since the earlier backup.'),
    next: l10n.t(
      'Turn summarize_wal on and take a full backup first; keep summaries longer with wal_summary_keep_time.',
    ),
  },
  {
    pattern:
      /but (?:control file has|database system identifier is|found) \d+$|clusters are from different systems|is not a copy of the source database cluster/,
    cause: () => l10n.t('These are not of the same database system.'),
    next: l10n.t('Name a backup or server of the same cluster.'),
  },
  {
    pattern: /cannot be (?:run|executed) (?:as|by) "?root"?/,
    cause: () => l10n.t('This program does not run as root.'),
    next: l10n.t('Run the editor as the user that owns the data directory.'),
  },
  {
    pattern: /could not connect to server|connection to server .* failed: (?:Connection refused|No such file)/,
    cause: () => l10n.t('Nobody answers at the address of the server.'),
    next: l10n.t('Look whether the server runs and listens there.'),
  },
  {
    pattern:
      /server closed the connection unexpectedly|COPY stream ended before|connection to server was lost|could not receive data from WAL stream/,
    cause: () => l10n.t('The server broke the connection off: it went down, or the stream was ended there.'),
    next: l10n.t('Look into the log of the server, then start anew.'),
  },
  {
    pattern: /target server needs to use either data checksums or "?wal_log_hints/,
    cause: () => l10n.t('pg_rewind needs data checksums or wal_log_hints on the target, from before the two parted.'),
    next: l10n.t('Make the standby anew from a base backup.'),
  },
  {
    pattern: /target server must be shut down cleanly|source data directory must be shut down cleanly/,
    cause: () => l10n.t('The data directory was not shut down cleanly.'),
    next: l10n.t('Start the server once and stop it with mode fast.'),
  },
  {
    pattern: /could not find previous WAL record|could not open file ".*pg_wal.*": No such file/,
    cause: () => l10n.t('WAL back to the point where the two parted is gone.'),
    next: l10n.t('Set restoreTargetWal with a restore_command, or make the standby anew from a base backup.'),
  },
  {
    pattern: /(?:another server might be running|lock file "postmaster\.pid" already exists)/,
    cause: () => l10n.t('A server runs in this data directory already.'),
    next: l10n.t('Stop it first, if that is what you want.'),
  },
  {
    pattern: /PID file "[^"]*" does not exist|Is server running\?/,
    cause: () => l10n.t('No server runs in this data directory.'),
    next: l10n.t('Start it first.'),
  },
  {
    pattern: /cannot promote server; server is not in standby mode/,
    cause: () => l10n.t('The server is a primary already.'),
    next: l10n.t('Nothing is left to do.'),
  },
  {
    pattern: /could not bind .*Cannot assign requested address/,
    cause: () => l10n.t('This machine does not have an address of listen_addresses.'),
    next: l10n.t('Correct listen_addresses.'),
  },
  {
    pattern: /could not access the server configuration file/,
    cause: () => l10n.t('The data directory holds no postgresql.conf: its configuration is kept elsewhere.'),
    next: l10n.t('Start it as its packages do: pg_ctlcluster, or systemctl start.'),
  },
  {
    pattern: /Address already in use/,
    cause: () => l10n.t('Another process listens on the port.'),
    next: l10n.t('Take another port.'),
  },
  {
    pattern: /data directory "[^"]*" has invalid permissions/,
    cause: () => l10n.t('The data directory may be read by others.'),
    next: l10n.t('Set its mode to 0700 (or 0750).'),
  },
  {
    pattern:
      /could not (?:create|open|access|write|remove|read).*Permission denied|must own the data directory|wrong ownership/,
    cause: () => l10n.t('The operating system does not permit it.'),
    next: l10n.t('Run the editor as the user that owns the folder, or take another target.'),
  },
  {
    pattern: /(?:FATAL|PANIC): {2}(.+)/,
    cause: ([why = '']) => l10n.t('The server did not start: {0}.', why),
    next: l10n.t('The lines above say more.'),
  },
  {
    pattern: /could not start server/,
    cause: () => l10n.t('The server did not start.'),
    next: l10n.t('Its log says why: the lines above, or the log file named there.'),
  },
  {
    pattern: /certificate verify failed|server certificate for|SSL error/,
    cause: () => l10n.t('The certificate of the server was not accepted.'),
    next: l10n.t('Look at sslmode and sslrootcert of the profile.'),
  },
];

/** The first cause that is known among the lines of a program; else its last error line as it is. */
export function causeOf(lines: readonly string[], program: string): Cause {
  for (const { pattern, cause, next } of known) {
    const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
    if (found) return { cause: cause(found.slice(1)), next };
  }
  const error = lines.findLast((line) => /\b(?:error|fatal|could not|failed)\b/i.test(line)) ?? lines.at(-1);
  return {
    cause: error === undefined ? l10n.t('{0} ended without a word.', program) : error.replace(/^\w+: (?:error: )?/, ''),
    next: l10n.t('The lines above say more.'),
  };
}
