import { commandPlaceholders } from '../../syntax/command.ts';
import { defineRule } from '../rule.ts';
import { archivesNothing } from './shell-words.ts';

/** Whether a command writes what it reads of `%p` to one and the same file. */
function writesOneFile(command: string): boolean {
  return command.split(/[;&|]+/).some((part) => {
    const reads = /<\s*"?%p|^\s*(?:cat|gzip|pigz|bzip2|xz|zstd|lz4|gpg)\s[^>]*%p/.test(part);
    const [, target] = /(?<![0-9>])>(?!>)\s*"?([^\s"<>]+)/.exec(part) ?? [];
    return reads && target !== undefined && !/[$`%]|^\/dev\//.test(target);
  });
}

/** A command that is not told which file to archive, or under which name. */
export const archiveCommandWithoutPath = defineRule({
  id: 'archive-command-without-path',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`archive_command` contains neither `%p` nor `%f`, or writes each segment to the same file.',
    why: 'The server puts the path of the segment in place of `%p`. Without it the command cannot know what to copy; if it succeeds all the same, the segment is thrown away as archived. Without `%f`, the name of the segment, each one overwrites the one before.',
    how: 'Put `%p` where the command wants the file to read, and `%f` where it wants the name to write.',
    see: ['continuous-archiving.html#BACKUP-ARCHIVING-WAL'],
  },
  messages: {
    oneFile: 'Each segment is written to the same file and replaces the one before: the archive is of no use.',
    noPath: 'Without %p the command does not know what to archive: if it succeeds, that WAL is lost.',
  },

  check(server, report) {
    const { at, value } = server.setting('archive_command');
    if (!at || value.trim() === '' || archivesNothing(value)) return;
    const placeholders = commandPlaceholders('archive_command', value);
    // A script may be given the name and know the folder; one that is given neither cannot know the segment.
    if (!placeholders.some(({ letter }) => letter === 'p' || letter === 'f')) report(at, 'noPath', {});
    else if (!placeholders.some(({ letter }) => letter === 'f') && writesOneFile(value)) report(at, 'oneFile', {});
  },

  examples: [
    {
      title: 'no placeholder at all',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'cp pg_wal/* /archive'
#                 ^^^^^^^^^^^^^^^^^^^^^^ noPath
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'one file for all',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'gzip < %p > /archive/wal.gz'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ oneFile
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a tool that is given the path, and writes a log',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'pgbackrest --stanza=main archive-push %p > /tmp/pgbackrest.log 2>&1'
`,
      },
      onServer: { starts: true },
    },
  ],
});
