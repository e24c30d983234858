import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { clusterNodes } from '../../../client/src/clusters/cluster-nodes.ts';
import type { TreeNode } from '../../../client/src/clusters/nodes/tree-node.ts';
import { buildTopology } from '../../../client/src/live/build-topology.ts';
import { liveFindings } from '../../../client/src/live/live-findings.ts';
import type { Look } from '../../../client/src/live/server-look.ts';
import {
  lookedAt,
  looksOf,
  profile,
  seenServer,
  seenStandby,
  slot,
  subscription,
  unseenServer,
  walSender,
} from '../../support/looks.ts';
import { allRows, alone, minutesAgo, nodesOf, treeOf } from '../../support/tree-text.ts';

const [p, s1, s2] = ['127.0.0.1:5432', '127.0.0.1:5433', '127.0.0.1:5434'] as const;
/** The rules have something to say about these. */
const judged = { synchronous_commit: 'on', synchronous_standby_names: 's1', max_wal_senders: '0' };

suite('rows as VS Code takes them', () => {
  test('no id twice, whatever servers are named', () => {
    const twin = walSender({ at: { replay: 0n, flush: 0n, write: 0n, sent: 0n } });
    const primary = seenServer({
      walSenders: [
        { ...twin, pid: 1 },
        { ...twin, pid: 2 },
      ],
      settings: { max_wal_size: '1MB', wal_keep_size: '0' },
      fileErrors: [1, 2].map(() => ({ view: 'pg_file_settings', file: 'a', line: 1, message: 'same' }) as const),
      hidden: [1, 2].map(() => ({ what: 'Settings', right: 'pg_monitor' })),
    });
    const ids = allRows(treeOf([primary])).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(allRows(treeOf([primary])).filter(({ label }) => label === 'same').length, 2);
  });

  test('the ids of servers outlive a failover', () => {
    const idsOf = (looks: readonly Look[]) =>
      allRows(treeOf(looks))
        .filter(({ context }) => context.startsWith('server'))
        .map(({ id }) => id)
        .toSorted();
    const after = [unseenServer({ key: p }), seenServer({ key: s1, identity: { timeline: 2 } })];
    assert.deepEqual(idsOf([seenServer(), seenStandby()]), idsOf(after));
  });

  test('an idle cluster is the same in the next look, whatever the time', () => {
    const look = (at: Date) =>
      buildTopology(
        profile(),
        looksOf(
          seenServer({ at, slots: [slot({ active: false, inactiveSince: minutesAgo(60) })] }),
          seenStandby({ at }),
        ),
        at,
      );
    const later = new Date(lookedAt.getTime() + 5000);
    assert.equal(JSON.stringify(nodesOf(look(lookedAt))), JSON.stringify(nodesOf(look(later), {}, { now: later })));
  });

  test('names of servers are shown as plain characters', () => {
    const hostile = '\u001b[31m<b>$(trash)\u202e\n[x](command:a)\u0085';
    const tree = treeOf([
      seenServer({
        identity: { clusterName: hostile },
        walSenders: [walSender({ applicationName: hostile })],
        slots: [slot({ name: hostile })],
        fileErrors: [{ view: 'pg_file_settings', file: hostile, line: 1, message: hostile }],
        publications: [{ name: hostile, allTables: false, operations: [], tables: [hostile] }],
      }),
      unseenServer({ key: s2, reason: hostile }),
    ]);
    for (const { label, description, tooltip } of allRows(tree))
      assert.doesNotMatch(`${label}${description}${tooltip.replaceAll('\n', '')}`, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    assert.ok(allRows(tree).some(({ label }) => label === '␛[31m<b>$(trash)�␊[x](command:a)�'));
    assert.ok(
      allRows(tree).some(({ target }) => target.slot === hostile),
      'commands get the name as it is',
    );
  });
});

interface MenuItem {
  readonly command: string;
  readonly when: string;
}

/** The words that each entry of the rows' menus wants. */
const menus: readonly { readonly command: string; readonly words: readonly string[] }[] = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
).contributes.menus['view/item/context'].map(({ command, when }: MenuItem) => ({
  command,
  words: [...when.matchAll(/viewItem =~ \/\\b(\w+)\\b\//g)].map(([, word]) => word),
}));

/** What the menus of these rows offer. */
function offered(nodes: readonly TreeNode[]): ReadonlySet<string> {
  const contexts = allRows(nodes).map(({ context }) => context.split(' '));
  const fitting = menus.filter(({ words }) => contexts.some((has) => words.every((word) => has.includes(word))));
  return new Set(fitting.map(({ command }) => command));
}

suite('menus', async () => {
  const seen = seenServer({
    settings: judged,
    walSenders: [walSender(), walSender({ pid: 101, applicationName: 'standby9', clientAddress: '10.0.0.9' })],
    slots: [slot()],
    subscriptions: [subscription(), subscription({ name: 'off', enabled: false })],
  });
  const findings = await liveFindings('shop', seen);
  const full = (allowManagement: boolean) => [
    ...treeOf([seen, seenStandby()], { allowManagement }, { findings: () => () => findings }),
    ...clusterNodes([{ profile: profile({ name: 'b' }), connected: false, topology: undefined }], alone),
  ];

  test('every command of a row has a row', () => {
    assert.ok(menus.length > 20 && menus.every(({ words }) => words.length > 0));
    const all = new Set(menus.map(({ command }) => command));
    const here = offered(full(true));
    assert.deepEqual(
      [...all].filter((command) => !here.has(command)),
      [],
    );
  });

  test('a read-only cluster offers none of the commands that change it', () => {
    const managed = menus.filter(({ words }) => words.includes('managed'));
    assert.ok(managed.length > 10);
    const here = offered(full(false));
    assert.deepEqual(
      managed.filter(({ command }) => here.has(command)),
      [],
    );
  });

  test('a server that is not reached offers nothing that needs it', () => {
    const lost = treeOf([unseenServer({ last: seenServer() })], { allowManagement: true });
    const needed = menus.filter(({ words }) => words.includes('seen')).map(({ command }) => command);
    assert.ok(needed.length > 0);
    const here = offered(lost);
    assert.deepEqual(
      needed.filter((command) => here.has(command)),
      [],
    );
  });
});
