import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { namesInForce } from './names-in-force.ts';

/** `remote_write` waits for the memory of the standby's machine, not for its disk. */
export const remoteWriteIsNotFlushed = defineRule({
  id: 'remote-write-is-not-flushed',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  presets: ['streaming-synchronous', 'strict'],
  docs: {
    what: '`synchronous_commit` is `remote_write` while standbys are named.',
    why: 'The standby confirms what it handed to its operating system. When its machine goes down together with the primary (one rack, one power line), commits that clients were told of are on no disk but that of the lost primary.',
    how: 'Set `synchronous_commit = on`, which waits for the disk of the standby, or `remote_apply`.',
    see: ['runtime-config-wal.html#GUC-SYNCHRONOUS-COMMIT', 'warm-standby.html#SYNCHRONOUS-REPLICATION'],
  },
  messages: {
    notFlushed:
      'remote_write does not wait for the disk of the standby: if its machine goes down too, commits are lost.',
  },

  check(server, report) {
    const { at } = server.setting('synchronous_commit');
    if (!at || server.word('synchronous_commit') !== 'remote_write' || !namesInForce(server)) return;
    const edits = setParameter(server, 'synchronous_commit', 'on');
    const fixes = [{ title: 'Set synchronous_commit to on', safety: 'unsafe', edits }] as const;
    report(at, 'notFlushed', {}, { fixes, related: linesOf(server, 'synchronous_standby_names') });
  },

  examples: [
    {
      title: 'in the memory of the standby',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2)'
synchronous_commit = remote_write
#                    ^^^^^^^^^^^^ notFlushed
`,
      },
      fixed: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2)'
synchronous_commit = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'on the disk of the standby',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2)'
synchronous_commit = on
`,
      },
      onServer: { starts: true },
    },
  ],
});
