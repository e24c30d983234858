import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { dropSlot } from '../../../client/src/act/drop-slot.ts';
import { copySlot, createSlot, type NewSlot, slotNameProblem } from '../../../client/src/act/slots.ts';
import { type Major, majors } from '../../../core/src/index.ts';
import { allowed, consequences, hostileNames, refusal, subjectOf } from '../../support/acting.ts';
import {
  type SeenOverrides,
  seenServer,
  seenStandby,
  slot,
  subscription,
  unseenServer,
  walReceiver,
  walSender,
} from '../../support/looks.ts';

const [p, s1] = ['127.0.0.1:5432', '127.0.0.1:5433'] as const;
const logicalSettings = { wal_level: 'logical' };

function physical(name: string, reserve = true): NewSlot {
  return { kind: 'physical', name, reserve };
}

function logical(more: Partial<Extract<NewSlot, { kind: 'logical' }>> = {}): NewSlot {
  return { kind: 'logical', name: 'l', plugin: 'pgoutput', twoPhase: false, failover: false, ...more };
}

function created(wanted: NewSlot, overrides: SeenOverrides = {}) {
  return createSlot(subjectOf(p, seenServer(overrides)), wanted);
}

suite('creating slots', () => {
  test('each major has its own statement', () => {
    const arguments_ = (major: Major) =>
      allowed(created(logical(), { identity: { major }, settings: logicalSettings }))
        .statements.join()
        .replace(/^.*slot\('l', 'pgoutput', (.*)\)$/, '$1');
    const expected = (major: Major) => ['false', ...(major >= 14 ? ['false'] : []), ...(major >= 17 ? ['false'] : [])];
    for (const major of majors) {
      assert.equal(arguments_(major), expected(major).join(', '), String(major));
      assert.deepEqual(allowed(created(physical('s'), { identity: { major } })).statements, [
        "SELECT pg_catalog.pg_create_physical_replication_slot('s', true)",
      ]);
    }
    assert.deepEqual(
      allowed(created(logical({ twoPhase: true, failover: true }), { settings: logicalSettings })).statements,
      ["SELECT pg_catalog.pg_create_logical_replication_slot('l', 'pgoutput', false, true, true)"],
    );
  });

  test('what the server would refuse is refused here, with the way out', () => {
    const refusals: readonly (readonly [NewSlot, SeenOverrides, RegExp])[] = [
      [physical(''), {}, /1 to 63/],
      [physical('Upper'), {}, /1 to 63/],
      [physical('x'.repeat(64)), {}, /1 to 63/],
      [physical('pg_conflict_detection'), { identity: { major: 19 } }, /keeps the name/],
      [physical('taken'), { slots: [slot({ name: 'taken' })] }, /There is a slot taken already/],
      [physical('s'), { slots: [slot()], settings: { max_replication_slots: '1' } }, /All 1 .* raise it and restart/],
      [physical('s'), { settings: { wal_level: 'minimal' } }, /wal_level = replica or logical/],
      [logical(), { settings: { wal_level: 'replica' } }, /wal_level = logical, which takes a restart/],
      [logical(), { identity: { major: 15, inRecovery: true } }, /from 16 on; this one is 15/],
      [logical({ plugin: ' ' }), {}, /needs an output plugin/],
      [logical({ twoPhase: true }), { identity: { major: 13 } }, /from 14 on/],
      [logical({ failover: true }), { identity: { major: 16 } }, /from 17 on/],
      [logical({ failover: true }), { identity: { inRecovery: true } }, /made on the primary/],
    ];
    for (const [wanted, overrides, why] of refusals) assert.match(refusal(created(wanted, overrides)), why);
  });

  test('from 19 on wal_level = replica is enough', () => {
    allowed(created(logical(), { identity: { major: 19 }, settings: { wal_level: 'replica' } }));
  });

  test('says what it keeps', () => {
    const unlimited = { max_slot_wal_keep_size: '-1' };
    assert.match(consequences(created(physical('s'), { settings: unlimited })), /fills the disk.\nNothing limits that/);
    const limited = consequences(created(physical('s'), { settings: { max_slot_wal_keep_size: '1GB' } }));
    assert.doesNotMatch(limited, /Nothing limits/);
    assert.match(consequences(created(physical('s', false))), /from its first use on/);
    assert.match(consequences(created(logical(), { identity: { database: 'app' } })), /changes of database app/);
    assert.match(consequences(created(logical(), { identity: { inRecovery: true } })), /pg_log_standby_snapshot/);
    assert.match(consequences(created(physical('s'), { manager: 'Patroni' })), /Patroni .* may remove slots/);
  });

  test('no hostile name is a name of a slot, and a hostile plugin stays a literal', () => {
    for (const name of hostileNames) {
      assert.match(slotNameProblem(name, seenServer()) ?? '', /1 to 63/);
      const [statement = ''] = allowed(created(logical({ plugin: name }))).statements;
      assert.match(statement, /slot\('l', (?:'(?:[^'\\]|'')*'|E'(?:[^'\\]|''|\\\\)*'), false, false, false\)$/s);
    }
  });
});

suite('copying slots', () => {
  function copied(given: Partial<Parameters<typeof slot>[0]>, overrides: SeenOverrides = {}, to = 'copy') {
    return copySlot(subjectOf(p, seenServer({ slots: [slot({ name: 'a', ...given })], ...overrides })), 'a', to);
  }

  test('by kind', () => {
    assert.deepEqual(allowed(copied({})).statements, [
      "SELECT pg_catalog.pg_copy_physical_replication_slot('a', 'copy')",
    ]);
    const given = { kind: 'logical', database: 'postgres', failover: true, twoPhase: true } as const;
    const action = allowed(copied(given));
    assert.deepEqual(action.statements, ["SELECT pg_catalog.pg_copy_logical_replication_slot('a', 'copy')"]);
    assert.match(action.consequences.join(), /not made for failover and two-phase/);
  });

  test('what cannot be copied', () => {
    assert.match(refusal(copied({}, { identity: { major: 11 } })), /from 12 on; this server is 11/);
    assert.match(refusal(copied({ restart: undefined })), /keeps no WAL yet/);
    assert.match(refusal(copied({ walStatus: 'lost' })), /invalidated/);
    assert.match(refusal(copied({ kind: 'logical', database: 'other' })), /decodes database other/);
    assert.match(refusal(copied({}, {}, 'a')), /There is a slot a already/);
    assert.match(refusal(copied({}, { slots: [] })), /no slot a any more/);
  });
});

const idle = slot({ name: 'a', active: false, activePid: undefined, retained: 5_242_880n });

suite('dropping slots', () => {
  test('says how much WAL is released', () => {
    const action = allowed(dropSlot(subjectOf(p, seenServer({ slots: [idle] })), 'a'));
    assert.deepEqual(action.statements, ["SELECT pg_catalog.pg_drop_replication_slot('a')"]);
    assert.match(action.consequences.join('\n'), /keeps 5 MB of WAL.*\n.*needs a new base backup/);
    const consumer = { ...idle, kind: 'logical' } as const;
    assert.match(
      consequences(dropSlot(subjectOf(p, seenServer({ slots: [consumer] })), 'a')),
      /new copy of its tables/,
    );
  });

  test('an active slot is refused with who uses it', () => {
    const slots = [slot({ name: 'a', activePid: 7 }), slot({ name: 'b', activePid: 8 })];
    const walSenders = [walSender({ pid: 7, applicationName: 'standby1', slot: 'a' })];
    const subject = subjectOf(p, seenServer({ slots, walSenders }));
    assert.match(refusal(dropSlot(subject, 'a')), /in use by standby1 \(process 7\)/);
    assert.match(refusal(dropSlot(subject, 'b')), /in use by process 8/);
  });
});

suite('dropping slots that somebody needs', () => {
  test('a slot that a standby needs is refused, also while the standby is away', () => {
    const primary = seenServer({ slots: [idle] });
    const bySetting = seenStandby({ key: s1, walReceiver: undefined, settings: { primary_slot_name: 'a' } });
    const byStream = seenStandby({ key: s1, walReceiver: walReceiver({ slot: 'a' }) });
    for (const standby of [bySetting, byStream, unseenServer({ last: bySetting })])
      assert.match(refusal(dropSlot(subjectOf(p, primary, standby), 'a')), /^Standby 127\.0\.0\.1:5433 needs a/);
    const other = seenStandby({ key: s1, walReceiver: walReceiver({ slot: 'b' }) });
    allowed(dropSlot(subjectOf(p, primary, other), 'a'));
  });

  test('up to 11 a standby that does not stream may need any slot', () => {
    const primary = seenServer({ identity: { major: 11 }, slots: [idle] });
    const away = seenStandby({ key: s1, identity: { major: 11 }, walReceiver: undefined });
    assert.match(
      refusal(dropSlot(subjectOf(p, primary, away), 'a')),
      /^Standby 127\.0\.0\.1:5433 does not stream now, .* may need a:/,
    );
    const streaming = seenStandby({ key: s1, identity: { major: 11 }, walReceiver: walReceiver({ slot: 'b' }) });
    allowed(dropSlot(subjectOf(p, primary, streaming), 'a'));
    allowed(
      dropSlot(subjectOf(p, seenServer({ slots: [idle] }), seenStandby({ key: s1, walReceiver: undefined })), 'a'),
    );
  });

  test('a slot for which logical consumers wait is refused', () => {
    const settings = { synchronized_standby_slots: 'b, "a"' };
    assert.match(
      refusal(dropSlot(subjectOf(p, seenServer({ slots: [idle], settings })), 'a')),
      /synchronized_standby_slots/,
    );
  });

  test('a slot that a subscription names is refused', () => {
    const publisher = seenServer({ slots: [{ ...idle, kind: 'logical', database: 'postgres' }] });
    const subscriber = seenServer({ key: s1, subscriptions: [subscription({ name: 'sub', slot: 'a' })] });
    assert.match(
      refusal(dropSlot(subjectOf(p, publisher, subscriber), 'a')),
      /^Subscription sub of .* \(database postgres\) needs a/,
    );
    const itself = { ...publisher, subscriptions: [subscription({ name: 'sub', slot: 'a' })] };
    assert.match(refusal(dropSlot(subjectOf(p, itself), 'a')), /^Subscription sub/);
  });

  test('a subscription of another cluster that has such a slot is told, as it may be another one', () => {
    const publisher = seenServer({ slots: [{ ...idle, kind: 'logical', database: 'postgres' }] });
    const far = seenServer({ key: s1, subscriptions: [subscription({ name: 'sub', slot: 'a' })] });
    const elsewhere = [subjectOf(s1, far).server];
    const subject = { ...subjectOf(p, publisher), elsewhere };
    assert.match(consequences(dropSlot(subject, 'a')), /^Subscription sub of .* uses a slot of this name: perhaps/m);
    const physical = { ...subjectOf(p, seenServer({ slots: [idle] })), elsewhere };
    assert.doesNotMatch(consequences(dropSlot(physical, 'a')), /Subscription/);
  });

  test('a synchronised slot goes with that of the primary', () => {
    const standby = seenStandby({ key: s1, slots: [{ ...idle, kind: 'logical', synced: true }] });
    assert.match(refusal(dropSlot(subjectOf(s1, standby), 'a')), /drop it there, and it goes here/);
    const promoted = seenServer({ key: s1, slots: [{ ...idle, kind: 'logical', synced: true }] });
    allowed(dropSlot(subjectOf(s1, promoted), 'a'));
  });

  test('a slot that is gone', () => {
    assert.match(refusal(dropSlot(subjectOf(p, seenServer()), 'a')), /no slot a any more/);
  });
});
