import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { liveFindings } from '../../../client/src/live/live-findings.ts';
import {
  liveSetting,
  lookedAt,
  seenServer,
  seenStandby,
  slot,
  subscription,
  unseenServer,
  walSender,
} from '../../support/looks.ts';
import { allRows, inside, minutesAgo, treeOf, treeText } from '../../support/tree-text.ts';

const [p, s1] = ['127.0.0.1:5432', '127.0.0.1:5433'] as const;
const mega = 1024n * 1024n;

/** The rules have something to say about these. */
const judged = { synchronous_commit: 'on', synchronous_standby_names: 's1', max_wal_senders: '0' };

suite('what a server keeps and does', () => {
  test('slots: what they keep, since when nobody uses them, why they are lost', () => {
    const slots = [
      slot({ name: 'busy', retained: 3n * mega, safeWalSize: 100n * mega }),
      slot({
        name: 'idle',
        active: false,
        retained: 16n * mega,
        walStatus: 'extended',
        inactiveSince: minutesAgo(125.5),
      }),
      slot({ name: 'fresh', active: false, inactiveSince: minutesAgo(0.5) }),
      slot({ name: 'endangered', active: false, walStatus: 'unreserved' }),
      slot({ name: 'gone', active: false, retained: undefined, walStatus: 'lost', invalidation: 'wal_removed' }),
      slot({ name: 'events', kind: 'logical', plugin: 'pgoutput', database: 'orders' }),
      slot({ name: 'old', walStatus: undefined }),
    ];
    const tree = treeOf([seenServer({ slots })]);
    assert.equal(
      inside(tree, 'Slots'),
      `
(circle-filled) busy : physical · active · keeps 3 MB · reserved
(circle-outline) idle : physical · inactive for 2 h 5 min · keeps 16 MB · extended
(circle-outline) fresh : physical · inactive for less than a minute · keeps 0 bytes · reserved
(warning) endangered : physical · inactive · keeps 0 bytes · unreserved
(error) gone : physical · inactive · invalidated: wal_removed
(circle-filled) events : logical · active · keeps 0 bytes · reserved
(circle-filled) old : physical · active · keeps 0 bytes`.trim(),
    );
    const tooltip = (label: string) => allRows(tree).find((it) => it.label === label)?.tooltip;
    assert.equal(tooltip('busy'), 'held by process 100\n100 MB more WAL until it is in danger');
    assert.match(tooltip('idle') ?? '', /^inactive since 2026-07-01T09:54:30/);
  });

  test('the archiver, where there is one', () => {
    const archiver = {
      enabled: true,
      archived: 12n,
      lastArchived: 'A',
      lastArchivedAt: minutesAgo(9),
      failed: 0n,
    } as const;
    const never = { lastFailed: undefined, lastFailedAt: undefined };
    const of = (it: NonNullable<ReturnType<typeof seenServer>['archiver']>) =>
      inside(treeOf([seenServer({ archiver: it })]), p);
    assert.equal(of({ ...archiver, ...never }), '(archive) Archiver : archiving · 12 archived');
    assert.equal(
      of({ ...archiver, failed: 4n, lastFailed: 'B', lastFailedAt: minutesAgo(1) }),
      '(error) Archiver : failing at B · 12 archived · 4 failures',
    );
    assert.equal(of({ ...archiver, ...never, enabled: false, archived: 0n }), '');
  });
});

suite('logical replication', () => {
  test('publications and subscriptions with their tables', () => {
    const tree = treeOf([
      seenServer({
        publications: [
          {
            name: 'orders',
            allTables: false,
            operations: ['insert', 'update'],
            tables: ['public.orders', 'public.lines'],
          },
          { name: 'all', allTables: true, operations: ['insert'], tables: [] },
        ],
        subscriptions: [
          subscription(),
          subscription({ name: 'off', enabled: false, running: false, tables: [] }),
          subscription({
            name: 'bad',
            applyErrors: 2n,
            syncErrors: 1n,
            conflicts: new Map([['insert_exists', 3n]]),
            tables: ['i', 'd', 'f', 's', 'r', 'x'].map((state) => ({ name: `public.${state}`, state })),
          }),
          subscription({ name: 'dead', running: false, tables: [] }),
        ],
      }),
    ]);
    assert.equal(
      inside(tree, p),
      `
(megaphone) Publications : 2
  (megaphone) orders : 2 tables · insert, update
    (table) public.orders
    (table) public.lines
  (megaphone) all : all tables · insert
(inbox) Subscriptions : 4
  (inbox) orders : running
    (table) public.orders : ready
  (inbox) off : disabled
  (warning) bad : running · 2 apply errors · 1 errors while copying · 3 insert exists
    (table) public.i : to be copied
    (table) public.d : being copied
    (table) public.f : copied, catching up
    (table) public.s : synchronised
    (table) public.r : ready
    (table) public.x : x
  (warning) dead : enabled, but no worker runs`.trim(),
    );
  });
});

suite('what asks for attention', () => {
  test('troubles at the top of their cluster, the gravest first, with what to do', () => {
    const [root] = treeOf([seenServer(), seenServer({ key: s1, identity: { timeline: 2, startedAt: lookedAt } })]);
    const [first] = root?.children ?? [];
    assert.equal(root?.icon?.id, 'error');
    assert.equal(first?.icon?.id, 'error');
    assert.match(first?.label ?? '', /^Two primaries: /);
    assert.match(first?.description ?? '', /^Stop the applications/);
  });

  test('settings that wait, errors in files, what may not be seen', () => {
    const tree = treeOf([
      seenServer({
        settings: { max_connections: liveSetting('max_connections', '100', { pendingRestart: true, line: 7 }) },
        fileErrors: [
          { view: 'pg_file_settings', file: '/data/postgresql.conf', line: 3, message: 'syntax error' },
          { view: 'pg_hba_file_rules', file: '/data/pg_hba.conf', line: undefined, message: 'invalid method' },
        ],
        hidden: [{ what: 'WAL senders', right: 'pg_monitor' }],
      }),
    ]);
    assert.equal(
      inside(tree, p),
      `
(debug-restart) Settings waiting for a restart : 1
  () max_connections : still 100
(error) Errors in files : 2
  (error) syntax error : postgresql.conf, line 3
  (error) invalid method : pg_hba.conf
(lock) Not visible to this role : 1
  (lock) WAL senders : needs pg_monitor`.trim(),
    );
  });

  test('what the rules say, with the place and the rule', async () => {
    const seen = seenServer({ settings: judged });
    const findings = await liveFindings('shop', seen);
    const tree = treeOf([seen], {}, { findings: () => () => findings });
    const rows = allRows(tree).filter(({ context }) => context === 'finding');
    assert.equal(rows.length, findings.length);
    const [first] = rows;
    assert.ok(first?.rule !== undefined && first.description === first.rule, treeText(tree));
    assert.match(first.place?.uri ?? '', /postgresql\.conf/);
  });

  test('a server that is not reached says why, and what it was', () => {
    const tree = treeOf([seenServer(), unseenServer({ last: seenStandby() })]);
    assert.match(treeText(tree), /\(warning\) 127\.0\.0\.1:5433 : was standby · not reached/);
    assert.equal(inside(tree, s1), '(debug-disconnect) Nobody listens there.');
  });

  test('a click asks for the password that is missing', () => {
    const reason = '127.0.0.1:5432 wants a password.';
    const row = (failure: 'passwordNeeded' | 'passwordWrong' | 'unreachable' | 'configuration') =>
      allRows(treeOf([unseenServer({ failure, reason })])).find(({ label }) => label === reason);
    assert.deepEqual(
      [row('passwordNeeded')?.icon?.id, row('passwordNeeded')?.command],
      ['key', 'pgReplication.connectCluster'],
    );
    assert.equal(row('passwordWrong')?.command, 'pgReplication.connectCluster');
    assert.equal(row('unreachable')?.command, undefined);
    assert.match(row('unreachable')?.tooltip ?? '', /tried again by itself/);
    assert.doesNotMatch(row('configuration')?.tooltip ?? '', /by itself/);
  });

  test('servers that others told of are offered', () => {
    const sender = walSender({ applicationName: 'standby9', clientAddress: '10.0.0.9' });
    const row = allRows(treeOf([seenServer({ walSenders: [sender] })])).find(({ context }) =>
      /\bfound\b/.test(context),
    );
    assert.deepEqual([row?.label, row?.description], ['standby9', 'found standby · 10.0.0.9 · not connected']);
  });

  test('tasks of the cluster with their progress', () => {
    const task = { id: 1, title: 'Base backup of main', cluster: 'shop', server: p, progress: 'copying: 40 %' };
    const [root] = treeOf([seenServer()], {}, { tasks: [task, { ...task, id: 2, cluster: 'other' }] });
    assert.deepEqual(
      root?.children.slice(0, 2).map(({ label, description }) => [label, description]),
      [
        ['Base backup of main', 'copying: 40 %'],
        [p, 'primary · PostgreSQL 18.4'],
      ],
    );
  });
});
