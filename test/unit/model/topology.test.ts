import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lintTopology } from '../../../core/src/lint/lint-topology.ts';
import { readServer } from '../../../core/src/model/read-server.ts';
import { buildTopology, type Placement, primaryAbove, type Topology } from '../../../core/src/model/topology.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

/** A standby's folder by its conninfo, a primary's by nothing; the last part of a path is the server's name. */
async function topologyOf(
  servers: Readonly<Record<string, string>>,
  placements: Readonly<Record<string, Placement>> = {},
  settings: Readonly<Record<string, string>> = {},
): Promise<Topology> {
  const files: Record<string, string> = {};
  for (const [folder, conninfo] of Object.entries(servers)) {
    const own = settings[folder] ?? '';
    files[`${folder}/postgresql.conf`] = conninfo === '' ? own : `primary_conninfo = '${conninfo}'\n${own}`;
    if (conninfo !== '') files[`${folder}/standby.signal`] = '';
  }
  const read = Object.keys(servers).map(async (folder) => ({
    config: await readServer(inMemoryFiles(files), folder, { major: 16 }),
    placement: placements[folder] ?? {},
  }));
  return buildTopology(await Promise.all(read));
}

/** `standby <- upstream (evidence)`, one for each link. */
function linksOf({ links }: Topology): readonly string[] {
  return links.map(
    ({ downstream, upstream, evidence }) => `${downstream.config.folder} <- ${upstream.config.folder} (${evidence})`,
  );
}

/** What is asked, and the links that must be found. */
const cases: readonly (readonly [string, Parameters<typeof topologyOf>, readonly string[]])[] = [
  ['an upstream by name', [{ 'r/a': '', 'r/b': 'host=x' }, { 'r/b': { upstream: 'a' } }], ['r/b <- r/a (declared)']],
  [
    'a declared upstream wins over the host',
    [{ 'r/a': '', 'r/c': '', 'r/b': 'host=c' }, { 'r/b': { upstream: 'a' } }],
    ['r/b <- r/a (declared)'],
  ],
  [
    'a host that the project lists, without case',
    [{ 'r/a': '', 'r/c': '', 'r/b': 'host=DB1.example' }, { 'r/a': { hosts: ['db1.example'] } }],
    ['r/b <- r/a (declared)'],
  ],
  [
    'hostaddr counts too',
    [{ 'r/a': '', 'r/c': '', 'r/b': 'hostaddr=10.0.0.1' }, { 'r/a': { hosts: ['10.0.0.1'] } }],
    ['r/b <- r/a (declared)'],
  ],
  [
    'two servers on one host are told apart by their ports',
    [
      { 'r/a': '', 'r/c': '', 'r/b': 'host=h port=5433' },
      { 'r/a': { hosts: ['h'], port: 5432 }, 'r/c': { hosts: ['h'], port: 5433 } },
    ],
    ['r/b <- r/c (declared)'],
  ],
  ['a host called like a folder', [{ 'r/a': '', 'r/c': '', 'r/b': 'host=c' }], ['r/b <- r/c (named)']],
  [
    'a folder above the files',
    [{ 'pg1/etc/postgresql/16/main': '', 'pg2/etc/postgresql/16/main': 'host=pg1' }],
    ['pg2/etc/postgresql/16/main <- pg1/etc/postgresql/16/main (named)'],
  ],
  [
    'a word of the first part of a name',
    [{ 'r/primary': '', 'r/near': 'host=shop-primary.example', 'r/far': 'host=shop-near.example' }],
    ['r/near <- r/primary (named)', 'r/far <- r/near (named)'],
  ],
  [
    'servers of one machine, by their ports',
    [{ 'r/a': '', 'r/c': '', 'r/b': 'host=localhost port=5433' }, {}, { 'r/c': 'port = 5433\n' }],
    ['r/b <- r/c (named)'],
  ],
  ['a port of this machine that no server has', [{ 'r/a': '', 'r/b': 'host=127.0.0.1 port=5999' }], []],
  ['the only other server beside it', [{ 'r/a': '', 'r/b': 'host=10.1.2.3' }], ['r/b <- r/a (alone)']],
  ['its port is another', [{ 'r/a': '', 'r/b': 'host=10.1.2.3 port=5433' }], []],
  ['two that it could be', [{ 'r/a': '', 'r/c': '', 'r/b': 'host=10.1.2.3' }], []],
  ['a primary in another place', [{ 'r/a': '', 's/b': 'host=10.1.2.3' }], []],
  ['a service may name any host', [{ 'r/a': '', 'r/b': 'service=up' }], []],
  [
    'of several hosts the one that is a primary',
    [{ 'r/a': '', 'r/c': 'host=a', 'r/b': 'host=c,a' }],
    ['r/c <- r/a (named)', 'r/b <- r/a (named)'],
  ],
  ['itself is no upstream', [{ 'r/b': 'host=b' }], []],
];

suite('who streams from whom', () => {
  for (const [title, asked, expected] of cases) {
    test(title, async () => assert.deepEqual(linksOf(await topologyOf(...asked)), expected));
  }

  test('the primary at the top of a cascade, as sure as its weakest link', async () => {
    const servers = { 'r/a': '', 'r/b': 'host=a', 'r/c': 'host=10.9.9.9' };
    const topology = await topologyOf(servers, { 'r/c': { upstream: 'b' } });
    const link = topology.links.find(({ downstream }) => downstream.config.name === 'c');
    assert.ok(link);
    const above = primaryAbove(topology, link);
    assert.equal(above?.upstream.config.name, 'a');
    assert.equal(above?.evidence, 'named');
  });

  test('standbys that stream from each other have no primary', async () => {
    const topology = await topologyOf({ 'r/a': 'host=b', 'r/b': 'host=a' });
    const [link] = topology.links;
    assert.ok(link);
    assert.equal(primaryAbove(topology, link), undefined);
  });
});

suite('rules between servers', () => {
  const servers = { 'r/a': '', 'r/b': 'host=a' };
  const settings = { 'r/a': 'max_connections = 300\n' };
  const severities = async (placements: Record<string, Placement>) =>
    lintTopology(await topologyOf(servers, placements, settings)).map(({ rule, severity }) => `${severity} ${rule}`);

  test('what is declared is an error where the server refuses, a guess is a warning', async () => {
    assert.deepEqual(await severities({ 'r/b': { upstream: 'a' } }), ['error setting-below-primary']);
    assert.deepEqual(await severities({}), ['warning setting-below-primary']);
  });

  test('a cascade is held against its primary, not against what lies between', async () => {
    const cascade = await topologyOf(
      { 'r/a': '', 'r/b': 'host=a', 'r/c': 'host=b' },
      {},
      { 'r/a': 'max_connections = 300\n', 'r/b': 'max_connections = 500\n', 'r/c': 'max_connections = 300\n' },
    );
    assert.deepEqual(lintTopology(cascade), []);
  });

  test('a comment in the file silences the rule', async () => {
    const said = '# pg-replication: ignore-file setting-below-primary: raised next week\n';
    const topology = await topologyOf(servers, {}, { ...settings, 'r/b': said });
    assert.deepEqual(lintTopology(topology), []);
  });
});
