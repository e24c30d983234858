import * as l10n from '../l10n.ts';
import { formatBytes, formatDuration } from '../live/sizes.ts';
import { drawPlot, numbersTable, type Scales, scalesOf, swatch } from './chart-plot.ts';
import { html, setAttributes, setText, svg } from './dom.ts';
import { formatTime } from './format.ts';
import type { ChartView } from './messages.ts';
import { byteTicks, durationTicks, nearest } from './scale.ts';

/** What the values count. */
export interface Unit {
  readonly text: (value: number) => string;
  /** Marks of an axis from 0 on that holds this. */
  readonly ticks: (most: number) => readonly number[];
}

export const bytes: Unit = { text: formatBytes, ticks: byteTicks };
export const bytesPerSecond: Unit = { ...bytes, text: (value) => `${formatBytes(value)}/s` };
export const milliseconds: Unit = { text: formatDuration, ticks: durationTicks };

export interface ChartOptions {
  readonly title: string;
  readonly unit: Unit;
  /** Said where there is no line to draw. */
  readonly nothing: string;
  /** Which of the looks of a line each of so many lines has. */
  readonly styles: (count: number) => readonly number[];
  /** Which of so many lines has its area tinted; -1: none. */
  readonly filled: (count: number) => number;
  /** The table was shown or put away. */
  readonly onTable: (shown: boolean) => void;
}

interface Shown {
  readonly view: ChartView;
  readonly from: number;
  readonly to: number;
  /** What the lines are about, for screen readers: `pg1 → pg2`. */
  readonly about: string;
}

const page = 10;

/** A chart over time: its legend reads the newest values, or those under the crosshair of mouse or arrow keys. */
export class Chart {
  readonly element: HTMLElement;
  /** Where controls of the chart go, beside its title. */
  readonly controls = html('div', { class: 'controls' });
  readonly #options: ChartOptions;
  readonly #legend = html('ul', { class: 'legend' });
  readonly #when = html('span', { class: 'when' });
  readonly #plot: HTMLElement;
  readonly #lines = svg('svg', { class: 'plot-lines', 'aria-hidden': 'true' });
  readonly #cross = svg('g', { class: 'crosshair' });
  readonly #empty = html('p', { class: 'empty' });
  readonly #table = html('div', { class: 'numbers' });
  readonly #toggle: HTMLButtonElement;
  #shown: Shown = { view: { times: [], lines: [] }, from: 0, to: 1, about: '' };
  #scales: Scales | undefined;
  /** The time that is read; undefined: the newest. */
  #reading: number | undefined;

  constructor(options: ChartOptions) {
    this.#options = options;
    this.#plot = html(
      'div',
      { class: 'plot', role: 'slider', tabindex: 0, 'aria-orientation': 'horizontal' },
      this.#lines,
    );
    this.#toggle = html('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false' }, l10n.t('Table'));
    setAttributes(this.#toggle, { 'aria-label': l10n.t('Table: {0}', options.title) });
    this.#toggle.addEventListener('click', () => {
      const shown = this.#toggle.getAttribute('aria-pressed') !== 'true';
      this.showTable(shown);
      options.onTable(shown);
    });
    this.#table.hidden = true;
    this.controls.append(this.#toggle);
    this.element = html(
      'section',
      { class: 'card chart', 'aria-label': options.title },
      html('div', { class: 'card-head' }, html('h2', {}, options.title), this.#when, this.controls),
      this.#legend,
      this.#plot,
      this.#empty,
      this.#table,
    );
    this.#listen();
    new ResizeObserver(() => this.#draw()).observe(this.#plot);
  }

  /** Shows a view between two times. */
  update(shown: Shown): void {
    this.#shown = shown;
    this.#draw();
  }

  showTable(shown: boolean): void {
    this.#table.hidden = !shown;
    setAttributes(this.#toggle, { 'aria-pressed': String(shown) });
    this.#draw();
  }

  #text(value: number | null): string {
    return value === null ? '–' : this.#options.unit.text(value);
  }

  #draw(): void {
    const { view, from, to, about } = this.#shown;
    const { title, nothing, styles, filled } = this.#options;
    const isEmpty = view.lines.length === 0 || view.times.length === 0;
    this.element.classList.toggle('is-empty', isEmpty);
    setText(this.#empty, isEmpty ? (view.lines.length === 0 ? nothing : l10n.t('No samples yet.')) : '');
    this.#plot.hidden = isEmpty;
    this.#toggle.hidden = isEmpty;
    const count = view.lines.length;
    const { clientWidth: width, clientHeight: height } = this.#plot;
    if (!isEmpty && width > 0) {
      const frame = { from, to, width, height };
      this.#scales = scalesOf(view, frame, this.#options.unit.ticks);
      const unit = (value: number) => (value === 0 ? '0' : this.#text(value));
      setAttributes(this.#lines, { viewBox: `0 0 ${width} ${height}`, width, height });
      const how = { unit, styles: styles(count), filled: filled(count) };
      this.#lines.replaceChildren(...drawPlot(view, frame, this.#scales, how), this.#cross);
    }
    setAttributes(this.#plot, { 'aria-label': [title, about].filter((it) => it !== '').join(', ') });
    this.#table.replaceChildren(
      ...(this.#table.hidden || isEmpty ? [] : [numbersTable(title, view, (value) => this.#text(value))]),
    );
    this.#read();
  }

  /** Shows the values of the time that is read. */
  #read(): void {
    const { view } = this.#shown;
    const last = view.times.length - 1;
    const index = this.#reading === undefined ? last : nearest(view.times, this.#reading);
    const time = view.times[index];
    const styles = this.#options.styles(view.lines.length);
    // Servers are not looked at in the same instant: the newest value may be that of the moment before.
    const values = view.lines.map(({ values }) => values[index] ?? values[index - 1] ?? null);
    this.#legend.replaceChildren(
      ...view.lines.map(({ name, detail }, line) => {
        const value = html('span', { class: 'value' }, this.#text(values[line] ?? null));
        const words = html('span', { class: 'series', title: detail || name }, name);
        const more = detail === '' ? [] : [html('span', { class: 'detail' }, detail)];
        return html('li', {}, swatch(styles[line] ?? 0), words, value, ...more);
      }),
    );
    setText(
      this.#when,
      time === undefined
        ? ''
        : this.#reading === undefined
          ? l10n.t('Now, {0}', formatTime(time))
          : l10n.t('At {0}', formatTime(time)),
    );
    const spoken = view.lines.map(({ name }, line) => `${name} ${this.#text(values[line] ?? null)}`).join(', ');
    setAttributes(this.#plot, {
      'aria-valuemin': 0,
      'aria-valuemax': Math.max(0, last),
      'aria-valuenow': Math.max(0, index),
      'aria-valuetext': time === undefined ? l10n.t('No samples yet') : `${formatTime(time)}: ${spoken}`,
    });
    this.#drawCross(time, values, styles);
  }

  #drawCross(time: number | undefined, values: readonly (number | null)[], styles: readonly number[]): void {
    const scales = this.#scales;
    if (!scales || time === undefined || this.#reading === undefined) {
      this.#cross.replaceChildren();
      return;
    }
    const x = scales.x(time);
    const dots = values.flatMap((value, line) =>
      value === null
        ? []
        : [svg('circle', { cx: x, cy: scales.y(value), r: 3.5, class: `dot style-${styles[line] ?? 0}` })],
    );
    this.#cross.replaceChildren(svg('line', { x1: x, x2: x, y1: scales.top, y2: scales.bottom }), ...dots);
  }

  #listen(): void {
    const read = (time: number | undefined) => {
      this.#reading = time;
      this.#read();
    };
    this.#plot.addEventListener('pointermove', ({ clientX }) => {
      const { from, to } = this.#shown;
      if (!this.#scales) return;
      const { left, right } = this.#scales;
      const share = (clientX - this.#plot.getBoundingClientRect().left - left) / (right - left);
      read(from + Math.min(1, Math.max(0, share)) * (to - from));
    });
    this.#plot.addEventListener('pointerleave', () => read(undefined));
    this.#plot.addEventListener('blur', () => read(undefined));
    this.#plot.addEventListener('keydown', (event) => {
      const { times } = this.#shown.view;
      const index = this.#reading === undefined ? times.length - 1 : nearest(times, this.#reading);
      const next = nextIndex(event.key, index, times.length);
      if (next === undefined) return;
      event.preventDefault();
      read(next === 'newest' ? undefined : times[next]);
    });
  }
}

/** Where a key leads; undefined: it means nothing here. */
function nextIndex(key: string, index: number, length: number): number | 'newest' | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -page,
    PageUp: page,
    Home: -length,
    End: length,
  };
  if (key === 'Escape') return 'newest';
  const step = steps[key];
  return step === undefined ? undefined : Math.min(length - 1, Math.max(0, index + step));
}
