import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { chartOf } from '../../../client/src/dashboard/chart-lines.ts';
import { dashboardPage } from '../../../client/src/dashboard/dashboard-page.ts';
import { formatDuration } from '../../../client/src/live/sizes.ts';
import { byteTicks, durationTicks, nearest, runsOf, timeRange, timeTicks } from '../../../client/src/webview/scale.ts';
import { type Box, type Layout, layOut } from '../../../client/src/webview/topology-layout.ts';
import { dashboardExample, linkView, nodeView } from '../../support/dashboard-views.ts';

const minute = 60_000;

test('the page lets nothing in but its own script and style', () => {
  const page = dashboardPage({
    nonce: 'n0nce',
    styleSource: 'https://styles',
    script: 'https://a/s.js',
    style: 'https://a/s.css',
    language: 'de',
  });
  assert.match(page, /content="default-src 'none'; style-src https:\/\/styles; script-src 'nonce-n0nce'"/);
  assert.doesNotMatch(page, /unsafe|style=|\son\w+=/);
  assert.equal(page.match(/<script/g)?.length, 1);
});

test('texts of another language are data that no tag can be made of', () => {
  const parts = { nonce: 'n', styleSource: 's', script: 'a', style: 'b', language: 'de' };
  const page = dashboardPage({ ...parts, texts: { Time: '</script><b>Zeit' } });
  assert.match(page, /<html lang="de">/);
  assert.match(
    page,
    /<script id="texts" type="application\/json" nonce="n">{"Time":"\\u003c\/script>\\u003cb>Zeit"}<\/script>/,
  );
});

suite('scales', () => {
  test('marks of bytes are powers of two and hold the greatest value', () => {
    for (const most of [0, 1, 1024, 5000, 3 * 2 ** 20, 2 ** 30 + 1, 7e14]) {
      const ticks = byteTicks(most);
      assert.equal(ticks[0], 0);
      assert.ok((ticks.at(-1) ?? 0) >= most, `${most}`);
      assert.ok(ticks.length >= 3 && ticks.length <= 5, `${most}: ${ticks.length}`);
      assert.ok(Number.isInteger(Math.log2(ticks[1] ?? 0)));
    }
  });

  test('marks of durations are steps of a clock and hold the greatest value', () => {
    const marks = (most: number) => durationTicks(most).map(formatDuration);
    assert.deepEqual(marks(0), ['0 ms', '1 ms', '2 ms']);
    assert.deepEqual(marks(38), ['0 ms', '10 ms', '20 ms', '30 ms', '40 ms']);
    assert.deepEqual(marks(3400), ['0 ms', '1 s', '2 s', '3 s', '4 s']);
    assert.deepEqual(marks(9 * minute), ['0 ms', '5 min', '10 min']);
    assert.deepEqual(marks(150 * minute), ['0 ms', '1 h', '2 h', '3 h']);
    for (const most of [7, 59_999, 3_600_001, 9e8, 4e9]) {
      const ticks = durationTicks(most);
      assert.ok((ticks.at(-1) ?? 0) >= most && ticks.length >= 3 && ticks.length <= 5, `${most}: ${ticks}`);
    }
  });

  test('marks of time are whole steps, no more than there is room for', () => {
    const from = Date.parse('2026-07-01T11:02:30Z');
    const ticks = timeTicks(from, from + 60 * minute, 6);
    assert.equal(ticks.length, 6);
    assert.equal(ticks[0], Date.parse('2026-07-01T11:10:00Z'));
    assert.equal(timeTicks(from, from + 5 * minute, 20).length, 5);
  });

  test('a chart spans five minutes at least and an hour at most', () => {
    const now = Date.parse('2026-07-01T12:00:00Z');
    assert.deepEqual(timeRange([], now), { from: now - 5 * minute, to: now });
    assert.deepEqual(timeRange([now - 20 * minute, now], now), { from: now - 20 * minute, to: now });
    assert.deepEqual(timeRange([now - 99 * minute, now], now), { from: now - 60 * minute, to: now });
  });

  test('a line is broken where nobody looked, not where one value is missing', () => {
    const times = [0, 10, 20, 30, 200, 210].map((seconds) => seconds * 1000);
    assert.deepEqual(runsOf(times, [1, null, 3, 4, 5, 6]), [
      [0, 2, 3],
      [4, 5],
    ]);
    assert.deepEqual(runsOf(times, [null, null, null, null, null, null]), []);
  });

  test('the nearest time is read', () => {
    assert.equal(nearest([], 5), -1);
    assert.equal(nearest([10, 20, 30], 24), 1);
    assert.equal(nearest([10, 20, 30], 99), 2);
  });
});

test('lines of servers that were looked at by the same refresh share their times', () => {
  const line = (name: string, times: readonly number[], values: readonly (number | null)[]) => ({
    name,
    detail: '',
    times,
    values,
  });
  const chart = chartOf([line('a', [10_100, 20_100, 30_100], [1, 2, 3]), line('b', [10_300, 30_050], [7, null])]);
  assert.deepEqual(chart.times, [10_300, 20_100, 30_100]);
  assert.deepEqual(
    chart.lines.map(({ values }) => values),
    [
      [1, 2, 3],
      [7, null, null],
    ],
  );
});

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Boxes stand inside the stage, none on another or on a label. */
function assertTidy({ boxes, edges, width, height }: Layout): void {
  const all = [...boxes];
  for (const [id, box] of all) {
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width + 0.5 && box.y + box.height <= height + 0.5, id);
    for (const [other, place] of all) assert.ok(id === other || !overlap(box, place), `${id} and ${other}`);
    for (const { label, link } of edges) assert.ok(!overlap(box, label), `${id} and the label of ${link.title}`);
  }
}

suite('the layout of the topology', () => {
  const { nodes, links } = dashboardExample();

  test('stands in columns where there is room, else in rows', () => {
    assert.equal(layOut(nodes, links, 1200).flow, 'columns');
    assert.equal(layOut(nodes, links, 600).flow, 'rows');
  });

  test('nothing covers anything from 250 to 1600 pixels', () => {
    for (let width = 250; width <= 1600; width += 45) assertTidy(layOut(nodes, links, width));
  });

  test('each arrow ends at the box that it feeds', () => {
    const { boxes, edges } = layOut(nodes, links, 1200);
    for (const { link, tip } of edges) {
      const box = boxes.get(link.downstream);
      assert.deepEqual([tip.x, tip.y], [box?.x, (box?.y ?? 0) + (box?.height ?? 0) / 2]);
    }
    assert.equal(edges.length, links.length);
  });

  test('servers that feed each other are drawn, with one arrow as a detour', () => {
    const [a, b] = [nodeView({ id: 'a' }), nodeView({ id: 'b' })];
    const both = [
      linkView({ id: 'ab', upstream: 'a', downstream: 'b' }),
      linkView({ id: 'ba', upstream: 'b', downstream: 'a' }),
    ];
    for (const width of [300, 1000]) {
      const layout = layOut([a, b], both, width);
      assertTidy(layout);
      assert.deepEqual(layout.edges.map(({ link, named }) => [link.id, named]).toSorted(), [
        ['ab', false],
        ['ba', true],
      ]);
    }
  });

  test('a cascade of twenty stays inside a narrow page', () => {
    const chain = Array.from({ length: 20 }, (_, index) => nodeView({ id: String(index) }));
    const streams = chain
      .slice(1)
      .map((_, index) => linkView({ id: `${index}`, upstream: `${index}`, downstream: `${index + 1}` }));
    assertTidy(layOut(chain, streams, 300));
  });
});
