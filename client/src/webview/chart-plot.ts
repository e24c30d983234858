import * as l10n from '../l10n.ts';
import { html, svg } from './dom.ts';
import { formatMinute, formatTime } from './format.ts';
import type { ChartView, LineView } from './messages.ts';
import { runsOf, timeTicks } from './scale.ts';

/** Room around the lines, in pixels. */
const margin = { left: 64, right: 14, top: 10, bottom: 24 } as const;

/** From times and values to pixels. */
export interface Scales {
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: readonly number[];
}

/** The range of time, and the pixels there are. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a chart is drawn. */
export function scalesOf(
  { lines }: ChartView,
  { from, to, width, height }: Frame,
  ticksOf: (most: number) => readonly number[],
): Scales {
  const most = Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const ticks = ticksOf(most);
  const top = ticks.at(-1) ?? 1;
  const [right, bottom] = [Math.max(margin.left + 1, width - margin.right), height - margin.bottom];
  return {
    x: (time) => margin.left + ((time - from) / Math.max(1, to - from)) * (right - margin.left),
    y: (value) => bottom - (value / top) * (bottom - margin.top),
    left: margin.left,
    right,
    top: margin.top,
    bottom,
    ticks,
  };
}

function axes({ from, to }: Frame, scales: Scales, unit: (value: number) => string): readonly SVGElement[] {
  const { left, right, bottom, x, y } = scales;
  const horizontal = scales.ticks.flatMap((value) => [
    svg('line', { class: value === 0 ? 'base' : 'grid', x1: left, x2: right, y1: y(value), y2: y(value) }),
    svg('text', { class: 'tick', x: left - 10, y: y(value), dy: '0.32em', 'text-anchor': 'end' }, unit(value)),
  ]);
  const times = timeTicks(from, to, Math.max(1, Math.floor((right - left) / 76)));
  const vertical = times.flatMap((time) => [
    svg('line', { class: 'notch', x1: x(time), x2: x(time), y1: bottom, y2: bottom + 4 }),
    svg('text', { class: 'tick', x: x(time), y: bottom + 17, 'text-anchor': 'middle' }, formatMinute(time)),
  ]);
  return [...horizontal, ...vertical];
}

const round = (value: number) => Math.round(value * 10) / 10;

function pathsOf(
  line: LineView,
  times: readonly number[],
  scales: Scales,
  from: number,
): { line: string; area: string } {
  const shown = line.values.map((value, index) => ((times[index] ?? 0) < from ? null : value));
  const runs = runsOf(times, shown).map((run) =>
    run.map((index) => ({ x: round(scales.x(times[index] ?? 0)), y: round(scales.y(shown[index] ?? 0)) })),
  );
  const drawn = runs.map((points) => ({
    // One point alone is drawn as a dot: a line of no length with round ends.
    line: `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}${points.length === 1 ? 'h0.01' : ''}`,
    area: `M${points[0]?.x ?? 0} ${scales.bottom}L${points.map(({ x, y }) => `${x} ${y}`).join('L')}L${points.at(-1)?.x ?? 0} ${scales.bottom}z`,
  }));
  return { line: drawn.map((it) => it.line).join(''), area: drawn.map((it) => it.area).join('') };
}

/** Axes and lines. The last line stands in front of the others; with `filled`, the area below the one that is named is tinted. */
export function drawPlot(
  view: ChartView,
  frame: Frame,
  scales: Scales,
  how: { readonly unit: (value: number) => string; readonly styles: readonly number[]; readonly filled: number },
): readonly SVGElement[] {
  const drawn = view.lines.map((line, index) => ({ ...pathsOf(line, view.times, scales, frame.from), index }));
  const areas = drawn
    .filter(({ index }) => index === how.filled)
    .map(({ area, index }) => svg('path', { d: area, class: `area style-${how.styles[index] ?? 0}` }));
  const lines = drawn
    .toReversed()
    .map(({ line, index }) => svg('path', { d: line, class: `curve style-${how.styles[index] ?? 0}` }));
  return [...axes(frame, scales, how.unit), ...areas, ...lines];
}

/** A piece of the line, for the legend. */
export function swatch(style: number): SVGSVGElement {
  return svg(
    'svg',
    { class: 'swatch', viewBox: '0 0 26 10', 'aria-hidden': 'true' },
    svg('path', { d: 'M1 5H25', class: `curve style-${style}` }),
  );
}

/** The numbers as a table, newest first: at most thirty rows, so that it can be read. */
export function numbersTable(title: string, view: ChartView, text: (value: number | null) => string): HTMLTableElement {
  const every = Math.max(1, Math.ceil(view.times.length / 30));
  const rows = view.times
    .map((time, index) => ({ time, index }))
    .toReversed()
    .filter((_, place) => place % every === 0);
  const head = [l10n.t('Time'), ...view.lines.map(({ name }) => name)].map((name) =>
    html('th', { scope: 'col' }, name),
  );
  const body = rows.map(({ time, index }) =>
    html(
      'tr',
      {},
      html('th', { scope: 'row' }, formatTime(time)),
      ...view.lines.map(({ values }) => html('td', {}, text(values[index] ?? null))),
    ),
  );
  return html(
    'table',
    {},
    html('caption', {}, title),
    html('thead', {}, html('tr', {}, ...head)),
    html('tbody', {}, ...body),
  );
}
