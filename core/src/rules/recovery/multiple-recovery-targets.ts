import type { Setting } from '../../model/server-config.ts';
import { checkedSettings } from '../checked-settings.ts';
import { removeLine } from '../edits.ts';
import { defineRule } from '../rule.ts';
import { targetNames } from './targets.ts';

/**
 * Setting one target while another is set is fatal, and setting one to nothing counts too (the assign hooks in
 * xlogrecovery.c); the server goes through the lines in the order it read them.
 */
export const multipleRecoveryTargets = defineRule({
  id: 'multiple-recovery-targets',
  severity: 'error',
  versions: { first: 12 },
  needsCompleteServer: false,
  docs: {
    what: 'A second one of the five `recovery_target`, `recovery_target_lsn`, `_name`, `_time`, `_xid` is set.',
    why: 'From 12 on the server refuses to start, even if it is not to recover at all, and even if the second one is set to the empty string. (Up to 11 the last one in recovery.conf won without a word.)',
    how: 'Keep the one you mean and remove the others; an empty one does harm only below one that is not empty.',
    see: ['runtime-config-wal.html#RUNTIME-CONFIG-WAL-RECOVERY-TARGET'],
  },
  messages: {
    second: '{name} is set although {other} is: the server will not start with two targets.',
    emptied: 'Even empty, {name} counts as a second target beside {other}: the server will not start.',
  },

  check(server, report) {
    let set: Setting | undefined;
    for (const setting of checkedSettings(server, 'string')) {
      const { name } = setting.parameter;
      if (!targetNames.includes(name)) continue;
      const other = set?.parameter?.name;
      if (set && other !== undefined && other !== name) {
        const edits = [removeLine(server, setting.nameAt.uri, setting.nameAt.range)];
        const isEmpty = setting.value === '';
        const fixes = [{ title: `Remove ${name}`, safety: isEmpty ? 'safe' : 'unsafe', edits } as const];
        const related = [{ at: set.at, message: `${other} is set here` }];
        report(setting.nameAt, isEmpty ? 'emptied' : 'second', { name, other }, { fixes, related });
        return;
      }
      set = setting.value === '' ? undefined : setting;
    }
  },

  examples: [
    {
      title: 'a time and a transaction, on a server that does not even recover',
      files: {
        'postgresql.conf': `
recovery_target_time = '2026-01-02 03:04:05 UTC'
recovery_target_xid = '4711'
#<^^^^^^^^^^^^^^^^^ second
`,
      },
      fixed: {
        'postgresql.conf': `
recovery_target_time = '2026-01-02 03:04:05 UTC'
`,
      },
      onServer: { refusesToStart: 'multiple recovery targets specified' },
    },
    {
      title: 'an empty one below',
      files: {
        'postgresql.conf': `
recovery_target_name = 'before_upgrade'
recovery_target_lsn = ''
#<^^^^^^^^^^^^^^^^^ emptied
`,
      },
      fixed: {
        'postgresql.conf': `
recovery_target_name = 'before_upgrade'
`,
      },
      onServer: { refusesToStart: 'multiple recovery targets specified' },
    },
    {
      title: 'empty ones above, and the same one twice',
      files: {
        'postgresql.conf': `
recovery_target_lsn = ''
recovery_target_name = 'before_upgrade'
recovery_target_name = 'after_upgrade'
`,
      },
      onServer: { starts: true },
    },
  ],
});
