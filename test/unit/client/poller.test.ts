import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { FakeFleet, settle } from '../../support/fake-fleet.ts';

const hundred = Array.from({ length: 100 }, (_, index) => (index === 0 ? 'a' : `n${index}`));

suite('looking only while somebody watches', () => {
  test('a cluster that nobody connects to has no session, watched or not', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    fleet.poller.watch();
    await fleet.pass(20_000);
    assert.equal(fleet.sessions, 0);
    assert.deepEqual(fleet.server('a').done, []);
    assert.deepEqual(
      fleet.poller.clusters.map(({ connected, topology }) => ({ connected, topology })),
      [{ connected: false, topology: undefined }],
    );
  });

  test('one session for each server, kept from look to look', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    await fleet.pass(10_500);
    assert.deepEqual(fleet.server('a').done, ['open asking', 'full look', 'look', 'look']);
    assert.deepEqual(fleet.server('b').done, fleet.server('a').done);
    assert.equal(fleet.sessions, 2);
    assert.deepEqual(fleet.shown, ['a:5432 18.4', 'b:5432 18.4']);
  });

  test('the sessions outlive the last watcher for a second, what was seen stays', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    const [tree, dashboard] = [fleet.poller.watch(), fleet.poller.watch()];
    await fleet.poller.connect('shop');
    tree();
    tree();
    await fleet.pass(2000);
    assert.equal(fleet.sessions, 2, 'the dashboard still watches, even after two ends of one watch');
    dashboard();
    await fleet.pass(750);
    assert.equal(fleet.sessions, 2);
    await fleet.pass(500);
    assert.equal(fleet.sessions, 0);
    const before = fleet.server('a').done.length;
    await fleet.pass(60_000);
    assert.equal(fleet.server('a').done.length, before, 'nobody is asked any more');
    assert.deepEqual(fleet.shown, ['a:5432 18.4', 'b:5432 18.4']);
  });

  test('shown and hidden 100 times: no session more than one for each server, none left over', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    await fleet.poller.connect('shop');
    for (let count = 0; count < 100; count++) {
      const stop = fleet.poller.watch();
      await fleet.pass(count % 3 === 0 ? 1500 : 10);
      assert.equal(fleet.sessions, 2);
      stop();
      await fleet.pass(count % 2 === 0 ? 1500 : 10);
    }
    await fleet.pass(2000);
    assert.equal(fleet.sessions, 0);
  });
});

suite('hiding and showing', () => {
  test('watching again looks at once', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    await fleet.poller.connect('shop');
    await fleet.pass(2000);
    assert.equal(fleet.sessions, 0, 'nobody watched');
    fleet.server('a').version = '18.5';
    fleet.poller.watch();
    await fleet.pass(1);
    assert.deepEqual(fleet.shown, ['a:5432 18.5']);
  });

  test('hidden while servers are asked: their sessions are closed as they come', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    const stop = fleet.poller.watch();
    fleet.server('b').mood = 'silent';
    const connecting = fleet.poller.connect('shop');
    await fleet.pass(100);
    stop();
    await fleet.pass(1500);
    fleet.server('b').wake();
    await fleet.pass(5000);
    await connecting;
    await fleet.pass(5000);
    assert.equal(fleet.sessions, 0);
  });
});

suite('servers that fail', () => {
  test('are asked again later and later, at most a minute apart; others are asked as always', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    fleet.poller.watch();
    fleet.server('b').mood = 'down';
    await fleet.poller.connect('shop');
    await fleet.pass(600_000);
    const [a, b] = [fleet.server('a'), fleet.server('b')];
    assert.ok(a.done.length > 115, `a was asked ${a.done.length} times`);
    assert.ok(b.done.length >= 11 && b.done.length <= 15, `b was asked ${b.done.length} times`);
    assert.deepEqual(fleet.shown, ['a:5432 18.4', 'b:5432 Nobody listens on b:5432.']);
  });

  test('a manual refresh asks at once', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    fleet.poller.watch();
    fleet.server('b').mood = 'down';
    await fleet.poller.connect('shop');
    await fleet.pass(100_000);
    fleet.server('b').mood = 'up';
    await fleet.poller.refresh();
    assert.deepEqual(fleet.shown, ['a:5432 18.4', 'b:5432 18.4']);
  });

  test('one that comes back is asked as often as before', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    fleet.server('a').mood = 'down';
    await fleet.pass(300_000);
    fleet.server('a').mood = 'up';
    await fleet.pass(60_000);
    assert.deepEqual(fleet.shown, ['a:5432 18.4']);
    const before = fleet.server('a').done.length;
    await fleet.pass(20_000);
    assert.deepEqual(fleet.server('a').done.slice(before), ['look', 'look', 'look', 'look']);
  });

  test('a session that was lost between two looks is opened anew, which is no failure', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    const a = fleet.server('a');
    a.done.length = 0;
    a.next.push('down');
    a.version = '18.5';
    await fleet.pass(5500);
    assert.deepEqual(a.done, ['look', 'close', 'open', 'look']);
    assert.deepEqual(fleet.shown, ['a:5432 18.5']);
    assert.equal(fleet.sessions, 1);
  });

  test('one that is gone is what it was last seen as', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    const a = fleet.server('a');
    a.done.length = 0;
    a.mood = 'down';
    await fleet.pass(5500);
    assert.deepEqual(a.done, ['look', 'close', 'open']);
    assert.deepEqual(fleet.shown, ['a:5432 Nobody listens on a:5432.']);
    assert.equal(fleet.poller.get('shop')?.topology?.servers[0]?.role, 'primary', 'as it was last seen');
  });
});

suite('passwords', () => {
  test('nobody is asked but by connecting', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    const a = fleet.server('a');
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    a.done.length = 0;
    // It was restarted, and lets nobody in without a password any more.
    a.next.push('down');
    a.mood = 'wantsPassword';
    await fleet.pass(300_000);
    assert.deepEqual(a.done, ['look', 'close', 'open']);
    assert.deepEqual(fleet.shown, ['a:5432 a:5432 wants a password.']);
    await fleet.poller.refresh('shop');
    assert.deepEqual(a.done.slice(3), ['open'], 'a refresh tries, and asks nobody');
    await fleet.poller.connect('shop');
    assert.deepEqual(a.done.slice(4), ['open asking', 'full look']);
    assert.deepEqual(fleet.shown, ['a:5432 18.4']);
  });

  test('a server that refuses the password is not asked again unasked, however often the view is shown', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    fleet.server('b').mood = 'wrongPassword';
    const stop = fleet.poller.watch();
    await fleet.poller.connect('shop');
    stop();
    for (let count = 0; count < 10; count++) {
      await fleet.pass(2000);
      const end = fleet.poller.watch();
      await fleet.pass(10_000);
      end();
    }
    assert.deepEqual(fleet.server('b').done, ['open asking']);
    fleet.server('b').mood = 'up';
    await fleet.poller.connect('shop');
    assert.deepEqual(fleet.shown, ['a:5432 18.4', 'b:5432 18.4']);
  });

  test('two clicks ask once', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    fleet.poller.watch();
    fleet.server('a').mood = 'silent';
    const clicks = [fleet.poller.connect('shop'), fleet.poller.connect('shop')];
    await fleet.pass(500);
    assert.deepEqual(fleet.server('a').done, ['open asking']);
    fleet.server('a').wake('wrongPassword');
    await fleet.pass(500);
    await Promise.all(clicks);
    assert.deepEqual(fleet.server('a').done, ['open asking']);
  });
});

suite('servers that stall', () => {
  test('do not hold up the others, neither at first nor later; their answer counts when it comes', async (t) => {
    const fleet = new FakeFleet(t, ['a', 'b']);
    fleet.poller.watch();
    fleet.server('b').mood = 'silent';
    const connecting = fleet.poller.connect('shop');
    await fleet.pass(3500);
    assert.deepEqual(fleet.shown, ['a:5432 18.4', 'b:5432 No answer within 3 s.']);
    fleet.server('b').wake();
    await connecting;
    assert.deepEqual(fleet.shown, ['a:5432 18.4', 'b:5432 18.4']);
    fleet.server('b').mood = 'silent';
    await fleet.pass(9000);
    assert.deepEqual(fleet.shown, ['a:5432 18.4', 'b:5432 No answer within 3 s.']);
    const changes = fleet.changes;
    fleet.server('b').wake();
    await settle();
    assert.deepEqual(fleet.shown, ['a:5432 18.4', 'b:5432 18.4']);
    assert.ok(fleet.changes > changes, 'the screen was told');
  });

  test('half of a hundred that stall do not hold up the other half', async (t) => {
    const fleet = new FakeFleet(t, hundred);
    fleet.poller.watch();
    const stalled = hundred.filter((_, index) => index > 0 && index <= 50);
    for (const host of stalled) fleet.server(host).mood = 'silent';
    const connecting = fleet.poller.connect('shop');
    await fleet.pass(3500);
    assert.equal(fleet.shown.filter((line) => line.endsWith(' 18.4')).length, 50);
    assert.equal(fleet.shown.filter((line) => line.endsWith('No answer within 3 s.')).length, 50);
    for (const host of stalled) fleet.server(host).wake();
    await connecting;
    assert.equal(fleet.shown.filter((line) => line.endsWith(' 18.4')).length, 100);
    assert.equal(fleet.sessions, 100);
  });

  test('a refresh by hand does not take the answer to an earlier question', async (t) => {
    const fleet = new FakeFleet(t, ['a']);
    const a = fleet.server('a');
    fleet.poller.watch();
    await fleet.poller.connect('shop');
    a.mood = 'silent';
    await fleet.pass(5000);
    // Asked, not answered yet; then an action changes the server.
    a.version = '18.5';
    const refreshes = [fleet.poller.refresh('shop'), fleet.poller.refresh('shop')];
    await settle();
    a.wake();
    await Promise.all(refreshes);
    assert.deepEqual(fleet.shown, ['a:5432 18.5']);
    assert.deepEqual(a.done.slice(2), ['look', 'full look'], 'two refreshes at once are one look');
  });
});
