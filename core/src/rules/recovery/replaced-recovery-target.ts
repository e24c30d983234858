import { removeLine } from '../edits.ts';
import { defineRule } from '../rule.ts';
import { targetNames } from './targets.ts';

/** In recovery.conf each target takes the place of the one before (`readRecoveryCommandFile`), without a message. */
export const replacedRecoveryTarget = defineRule({
  id: 'replaced-recovery-target',
  severity: 'warning',
  versions: { first: 10, last: 11 },
  needsCompleteServer: false,
  docs: {
    what: '`recovery.conf` sets more than one of `recovery_target`, `recovery_target_lsn`, `_name`, `_time` and `_xid`.',
    why: 'The last one in the file counts, whatever its kind, and the server does not say that it forgets the others. Recovery ends at another point than the first line says. (From 12 on the server refuses to start with two targets.)',
    how: 'Keep the one you mean and remove the others.',
    see: ['recovery-target-settings.html'],
  },
  messages: {
    replaced: '{name} is forgotten because {other} comes later: recovery ends there and not here.',
  },

  check(server, report) {
    const targets = server.settings.filter(({ kind, name }) => kind === 'recovery' && targetNames.includes(name));
    const last = targets.at(-1);
    for (const { name, nameAt } of targets) {
      if (!last || name === last.name) continue;
      const edits = [removeLine(server, nameAt.uri, nameAt.range)];
      const fixes = [{ title: `Remove ${name}`, safety: 'unsafe', edits }] as const;
      const related = [{ at: last.at, message: `${last.name} is set here` }];
      report(nameAt, 'replaced', { name, other: last.name }, { fixes, related });
    }
  },

  examples: [
    {
      title: 'a time and a transaction',
      files: {
        'postgresql.conf': 'hot_standby = on\n',
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_time = '2026-01-02 03:04:05 UTC'
#<^^^^^^^^^^^^^^^^^^ replaced
recovery_target_xid = 4711
`,
      },
      fixed: {
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_xid = 4711
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'one target',
      files: {
        'postgresql.conf': 'hot_standby = on\n',
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_time = '2026-01-02 03:04:05 UTC'
`,
      },
      onServer: { starts: true },
    },
  ],
});
