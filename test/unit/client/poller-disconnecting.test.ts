import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { FakeFleet, settle } from '../../support/fake-fleet.ts';
import { profile } from '../../support/looks.ts';

const hundred = Array.from({ length: 100 }, (_, index) => (index === 0 ? 'a' : `n${index}`));

suite('disconnecting', () => {
  test('closes and forgets', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    await fleet.poller.disconnect('shop');
    assert.equal(fleet.sessions, 0);
    assert.deepEqual(fleet.poller.get('shop'), { profile: fleet.profiles[0], connected: false, topology: undefined });
    await fleet.pass(30_000);
    assert.equal(fleet.sessions, 0);
  });

  test('during the first look at a hundred servers leaves no session, and nothing is opened after it', async (t) => {
    const fleet = new FakeFleet(t, hundred);
    fleet.poller.watch();
    for (const server of fleet.servers.values()) server.mood = 'silent';
    const connecting = fleet.poller.connect('shop');
    await fleet.pass(300);
    await fleet.poller.disconnect('shop');
    const opened = () => [...fleet.servers.values()].filter(({ done }) => done.length > 0).length;
    const before = opened();
    assert.ok(before < 100, `${before} of 100 were asked`);
    for (const server of fleet.servers.values()) server.wake();
    await fleet.pass(10_000);
    await connecting;
    assert.equal(opened(), before);
    assert.equal(fleet.sessions, 0);
    assert.equal(fleet.poller.get('shop')?.topology, undefined);
  });

  test('right after connecting, before anything was asked', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    fleet.poller.watch();
    const connecting = fleet.poller.connect('shop');
    const disconnecting = fleet.poller.disconnect('shop');
    await fleet.pass(5000);
    await Promise.all([connecting, disconnecting]);
    assert.equal(fleet.sessions, 0);
    assert.deepEqual(fleet.server('a').done, []);
  });

  test('an answer of before it is dropped after connecting again', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    const a = fleet.server('a');
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    a.mood = 'silent';
    await fleet.pass(5000);
    await fleet.poller.disconnect('shop');
    a.mood = 'up';
    a.version = '18.5';
    await fleet.poller.connect('shop');
    a.wake();
    await settle();
    assert.deepEqual(fleet.shown, ['a:5432 18.5']);
    assert.equal(fleet.sessions, 1);
  });
});

suite('what ends a connection', () => {
  test('a profile that leads elsewhere, or is gone, disconnects; other rules for it do not', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    fleet.profiles = [profile({ conninfo: 'host=a', production: true })];
    await fleet.poller.profilesChanged();
    assert.equal(fleet.poller.get('shop')?.connected, true);
    assert.equal(fleet.poller.get('shop')?.profile.production, true);
    fleet.profiles = [profile({ conninfo: 'host=a port=5433' })];
    await fleet.poller.profilesChanged();
    assert.equal(fleet.poller.get('shop')?.connected, false);
    assert.equal(fleet.sessions, 0);
  });

  test('the end of everything', async (t) => {
    const fleet = new FakeFleet(t, hundred);
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    assert.equal(fleet.sessions, 100);
    await fleet.pass(5000);
    await fleet.poller.dispose();
    await fleet.pass(60_000);
    assert.equal(fleet.sessions, 0);
    assert.deepEqual(fleet.reported, []);
  });
});

suite('what is said', () => {
  test('a conninfo that cannot be used is an error of connecting, and nothing is connected', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    fleet.profiles = [profile({ conninfo: 'host=a nonsense=1' })];
    await assert.rejects(fleet.poller.connect('shop'), { name: 'ConnectError', failure: 'configuration' });
    assert.equal(fleet.poller.get('shop')?.connected, false);
  });

  test('a cluster that is not in the profiles is nothing', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    await fleet.poller.connect('other');
    await fleet.poller.refresh('other');
    await fleet.poller.disconnect('other');
    assert.equal(fleet.poller.get('other'), undefined);
    assert.equal(fleet.sessions, 0);
  });
});
