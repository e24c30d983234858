import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { buildTopology } from '../../../client/src/live/build-topology.ts';
import { History } from '../../../client/src/live/history.ts';
import type { Look } from '../../../client/src/live/server-look.ts';
import {
  lookedAt,
  looksOf,
  profile,
  seenServer,
  seenStandby,
  slot,
  stages,
  unseenServer,
  walSender,
} from '../../support/looks.ts';

const [p, s1] = ['127.0.0.1:5432', '127.0.0.1:5433'] as const;
const start = 0x5000000n;

function later(seconds: number): Date {
  return new Date(lookedAt.getTime() + seconds * 1000);
}

/** A primary that has written so many bytes since the start, of which its standby lacks some. */
function looksAt(seconds: number, written: number, lacking: number, retained = 0): readonly Look[] {
  const at = later(seconds);
  const current = start + BigInt(written);
  const sender = walSender({
    pid: seconds,
    at: stages(current, { replay: current - BigInt(lacking) }),
    lagTime: { write: undefined, flush: undefined, replay: 7 },
  });
  const slots = [slot({ retained: BigInt(retained) }), slot({ name: 'pg_basebackup_1', temporary: true })];
  return [seenServer({ at, wal: { current }, walSenders: [sender], slots }), seenStandby({ at })];
}

function add(history: History, seconds: number, ...looks: readonly Look[]): void {
  history.add(buildTopology(profile(), looksOf(...looks), later(seconds)), later(seconds));
}

suite('history', () => {
  test('lag at each stage, the rate of WAL and what slots keep', () => {
    const history = new History();
    add(history, 0, ...looksAt(0, 0, 0));
    add(history, 10, ...looksAt(10, 5000, 100, 64));
    add(history, 30, ...looksAt(30, 5000, 0, 32));
    const times = [0, 10, 30].map((seconds) => later(seconds).getTime());
    assert.deepEqual(history.read(later(30)), {
      links: [
        {
          upstream: p,
          downstream: s1,
          kind: 'standby',
          name: s1,
          times,
          bytes: stages([0, 0, 0], { replay: [0, 100, 0] }),
          late: { write: [0, 0, 0], flush: [0, 0, 0], replay: [0, 7, 0] },
        },
      ],
      rates: [{ server: p, times: times.slice(1), bytesPerSecond: [500, 0] }],
      slots: [{ server: p, slot: 'standby1', times, retained: [0, 64, 32] }],
    });
  });

  test('of looks close together the worst is kept, and the same look counts once', () => {
    const history = new History();
    add(history, 0, ...looksAt(0, 0, 10));
    add(history, 2, ...looksAt(2, 1000, 900));
    add(history, 2, ...looksAt(2, 1000, 900));
    add(history, 4, ...looksAt(4, 1000, 20));
    const { links, rates } = history.read(later(4));
    assert.deepEqual([links[0]?.bytes.replay, links[0]?.times], [[900], [later(4).getTime()]]);
    assert.deepEqual(rates[0]?.bytesPerSecond, [500]);
  });

  test('an hour is kept, in bounded memory, and then forgotten', () => {
    const history = new History();
    for (let seconds = 0; seconds <= 2 * 3600; seconds += 2) add(history, seconds, ...looksAt(seconds, seconds, 1));
    const { links, rates, slots } = history.read(later(7200));
    for (const { times } of [...links, ...rates, ...slots]) {
      assert.ok(times.length <= 361, `${times.length} samples`);
      assert.ok((times[0] ?? 0) > later(3600).getTime());
      assert.equal(times.at(-1), later(7200).getTime());
    }
    add(history, 7200 + 3600, unseenServer({ last: seenServer() }));
    assert.deepEqual(history.read(later(7200 + 3600)), { links: [], rates: [], slots: [] });
  });

  test('a restart of the counter, a demotion and an outage give no wrong rate', () => {
    const history = new History();
    add(history, 0, ...looksAt(0, 9000, 0));
    add(history, 10, ...looksAt(10, 1000, 0));
    add(history, 20, unseenServer({ last: seenServer() }));
    add(history, 30, ...looksAt(30, 3000, 0));
    add(history, 40, seenStandby({ key: p, at: later(40) }));
    add(history, 50, ...looksAt(50, 9000, 0));
    assert.deepEqual(history.read(later(50)).rates[0]?.bytesPerSecond, [100]);
  });
});
