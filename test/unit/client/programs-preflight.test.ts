import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type BackupFacts, readBackupFacts } from '../../../client/src/live/queries/preflight.ts';
import { type BackupPlaces, backupChecks, checkLine } from '../../../client/src/programs/preflight.ts';
import { backupOf } from '../../support/backup-site.ts';

const facts: BackupFacts = {
  major: 18,
  inRecovery: false,
  walLevel: 'replica',
  role: 'copier',
  mayReplicate: true,
  walSenders: { used: 1, most: 10 },
  slots: { used: 0, most: 10 },
  slot: undefined,
  databaseSize: 1000,
  unmeasured: 0,
  tablespaces: [],
  tablespaceSizes: new Map(),
  summarizesWal: false,
};
const target = { path: '/b', state: 'absent', parent: '/' } as const;
const places: BackupPlaces = {
  target,
  walDirectory: undefined,
  tablespaces: [],
  room: { path: '/b', system: 1, free: 10_000 },
  writable: true,
  walWritable: true,
  manifest: undefined,
};

/** The lines of the checks that are not passed. */
function wrong(
  task: object,
  server: Partial<BackupFacts> = {},
  machine: Partial<BackupPlaces> = {},
  seen: { readonly major?: number; readonly refusal?: string } = {},
): readonly string[] {
  const program = { name: 'pg_basebackup', path: '/bin/pg_basebackup', major: seen.major ?? 18, minor: 0 } as const;
  const checks = backupChecks(
    backupOf('/b', task),
    { ...facts, ...server },
    { program, places: { ...places, ...machine }, refusal: seen.refusal },
  );
  return checks.filter(({ ok }) => !ok).map(checkLine);
}

function only(lines: readonly string[], pattern: RegExp): void {
  assert.equal(lines.length, 1, lines.join('\n'));
  assert.match(lines[0] ?? '', pattern);
}

suite('before the first byte', () => {
  test('nothing stands in the way of a plain backup', () => assert.deepEqual(wrong({}), []));

  test('the server', () => {
    only(wrong({}, { walLevel: 'minimal' }), /Set wal_level to replica/);
    only(wrong({}, {}, {}, { major: 17 }), /must not be older than the server/);
    only(wrong({}, { mayReplicate: false }, {}, { refusal: 'no' }), /ALTER ROLE "copier" REPLICATION/);
    const refusal = 'no pg_hba.conf entry for replication connection from host "10.0.0.1", user "copier"';
    only(wrong({}, {}, {}, { refusal }), /Add a record for the database "replication"/);
  });

  test('WAL senders: two while WAL is streamed, one else', () => {
    const walSenders = { used: 9, most: 10 };
    only(wrong({}, { walSenders }), /1 of 10 WAL senders are free, 2 needed/);
    assert.deepEqual(wrong({ walMethod: 'fetch' }, { walSenders }), []);
  });

  test('slots', () => {
    const none = { slots: { used: 10, most: 10 } };
    only(wrong({}, none), /turn temporarySlot off/);
    assert.deepEqual(wrong({ temporarySlot: false }, none), []);
    only(wrong({ slot: 'a' }), /There is no such slot/);
    only(wrong({ slot: 'a' }, { slot: { type: 'physical', active: true } }), /Somebody else uses it/);
    only(wrong({ slot: 'a' }, { slot: { type: 'logical', active: false } }), /logical slot/);
    only(wrong({ slot: 'a', createSlot: true }, { slot: { type: 'physical', active: false } }), /slot of that name/);
  });

  test('folders', () => {
    const full = { ...target, state: 'other' } as const;
    only(wrong({}, {}, { target: full }), /absent or empty: this one is left alone/);
    only(wrong({}, {}, { walDirectory: { ...full, path: '/w' } }), /WAL directory \/w is not empty/);
    only(wrong({}, {}, { writable: false }), /that you may write to/);
    const walDirectory = { path: '/w/wal', state: 'absent', parent: '/w' } as const;
    only(wrong({}, {}, { walDirectory, walWritable: false }), /\/w can be written.*that you may write to/);
    const here = { location: '/space', mapped: false, place: full, room: places.room };
    only(wrong({}, { tablespaces: ['/space'] }, { tablespaces: [here] }), /Map it to another folder/);
    only(wrong({ tablespaceMapping: { '/gone': '/x' } }), /The server has no tablespace there/);
  });

  test('space: told where it is known, minded where it is not', () => {
    const room = (free: number | undefined) => ({ room: { ...places.room, free } });
    only(wrong({}, {}, room(10)), /10 bytes free for 1000 bytes at \/b.*Make room/);
    assert.deepEqual(wrong({}, {}, room(undefined)), []);
    assert.deepEqual(wrong({}, { databaseSize: undefined }, room(10)), []);
    assert.deepEqual(wrong({ format: 'tar', compress: 'gzip' }, {}, room(10)), []);
  });

  test('space of tablespaces is that of their own file systems', () => {
    const place = { path: '/fast', state: 'absent', parent: '/' } as const;
    const apart = (system: number, free: number) => ({
      tablespaces: [{ location: '/ssd', mapped: true, place, room: { path: '/fast', system, free } }],
    });
    const server = { tablespaces: ['/ssd'], tablespaceSizes: new Map([['/ssd', 900]]) };
    const room = (free: number) => ({ room: { ...places.room, free } });
    assert.deepEqual(wrong({}, server, { ...room(200), ...apart(2, 1000) }), [], '100 bytes here, 900 there');
    only(wrong({}, server, { ...room(200), ...apart(2, 800) }), /800 bytes free for 900 bytes at \/fast/);
    only(wrong({}, server, { ...room(50), ...apart(2, 1000) }), /50 bytes free for 100 bytes at \/b/);
    only(wrong({}, server, { ...room(800), ...apart(1, 800) }), /800 bytes free for 1000 bytes at \/b/);
    const unseen = { ...server, tablespaceSizes: new Map<string, number>() };
    assert.deepEqual(wrong({}, unseen, { ...room(200), ...apart(2, 10) }), [], 'nobody knows how much is where');
  });

  test('incremental backups', () => {
    const incremental = '/a/backup_manifest';
    only(wrong({ incremental }, {}, { manifest: true }), /Turn summarize_wal on/);
    only(wrong({ incremental }, { summarizesWal: true }, { manifest: false }), /Name the backup_manifest/);
    assert.deepEqual(wrong({ incremental }, { summarizesWal: true }, { manifest: true }), []);
  });
});

test('an answer of a server that hides sizes and has no slot is read', () => {
  const row = { version: '100023', standby: 't', max_senders: '5', senders: '2', may_replicate: null, summarize: null };
  const read = readBackupFacts([[row], [], []], [[{ size: null, unmeasured: '3' }]]);
  assert.deepEqual([read.major, read.inRecovery, read.mayReplicate, read.slot], [10, true, false, undefined]);
  assert.deepEqual([read.walSenders, read.databaseSize, read.unmeasured], [{ used: 2, most: 5 }, 0, 3]);
});
