import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** From 18 on `autovacuum_max_workers` may change at a reload, up to the slots made at the start. */
export const autovacuumWorkersAboveSlots = defineRule({
  id: 'autovacuum-workers-above-slots',
  severity: 'warning',
  versions: { first: 18 },
  needsCompleteServer: true,
  docs: {
    what: '`autovacuum_max_workers` is above `autovacuum_worker_slots`.',
    why: 'The server starts and warns in its log; no more workers run than there are slots. More slots need a restart, more workers a reload.',
    how: 'Raise `autovacuum_worker_slots`, or lower `autovacuum_max_workers`.',
    see: [
      'runtime-config-vacuum.html#GUC-AUTOVACUUM-WORKER-SLOTS',
      'runtime-config-vacuum.html#GUC-AUTOVACUUM-MAX-WORKERS',
    ],
  },
  messages: {
    aboveSlots: 'autovacuum_max_workers is {workers}, but only {slots} slots exist: no more than {slots} workers run.',
  },

  check(server, report) {
    const workers = server.number('autovacuum_max_workers');
    const slots = server.number('autovacuum_worker_slots');
    const at = server.setting('autovacuum_max_workers').at ?? server.setting('autovacuum_worker_slots').at;
    if (workers <= slots || !at) return;
    const edits = setParameter(server, 'autovacuum_worker_slots', String(workers));
    const fixes = [{ title: `Set autovacuum_worker_slots to ${workers}`, safety: 'unsafe', edits }] as const;
    report(at, 'aboveSlots', { workers, slots }, { fixes, related: linesOf(server, 'autovacuum_worker_slots') });
  },

  examples: [
    {
      title: 'more workers than the 16 slots there are by default',
      files: {
        'postgresql.conf': `
autovacuum_max_workers = 20
#                        ^^ aboveSlots
`,
      },
      fixed: {
        'postgresql.conf': `
autovacuum_max_workers = 20
autovacuum_worker_slots = 20
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'as many workers as slots',
      files: {
        'postgresql.conf': `
autovacuum_max_workers = 20
autovacuum_worker_slots = 20
`,
      },
      onServer: { starts: true },
    },
  ],
});
