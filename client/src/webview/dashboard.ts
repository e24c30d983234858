import './speak.ts';
import * as l10n from '../l10n.ts';
import { bytes, bytesPerSecond, Chart, milliseconds } from './chart.ts';
import { html, setText } from './dom.ts';
import type { DashboardState, DashboardView, FromDashboard, LinkView, ToDashboard } from './messages.ts';
import { Figures, Header, Nothing, Troubles } from './overview.ts';
import { timeRange } from './scale.ts';
import { isCharted, Topology } from './topology.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromDashboard): void;
  getState(): DashboardState | undefined;
  setState(state: DashboardState): void;
};

const host = acquireVsCodeApi();
const tell = (message: FromDashboard) => host.postMessage(message);

let state: DashboardState = host.getState() ?? { cluster: '', tables: [] };
let view: DashboardView | undefined;

function remember(changes: Partial<DashboardState>): void {
  state = { ...state, ...changes };
  host.setState(state);
}

function chooseLink(link: string): void {
  remember({ link });
  show();
}

/** Remembers over a reload whether a chart shows its table. */
function rememberTable(title: string): (shown: boolean) => void {
  return (shown) => remember({ tables: [...state.tables.filter((it) => it !== title), ...(shown ? [title] : [])] });
}

const titles = {
  lag: l10n.t('Bytes behind'),
  late: l10n.t('Time behind'),
  walRate: l10n.t('WAL written'),
  slots: l10n.t('WAL kept by slots'),
} as const;
const each = (count: number) => Array.from({ length: count }, (_, index) => index);

const header = new Header(tell);
const nothing = new Nothing(tell);
const figures = new Figures();
const troubles = new Troubles(tell);
const topology = new Topology({ open: (server) => tell({ kind: 'open', server }), chooseLink });
/** The stages of a stream: what was replayed last is what counts, and has the strongest line. */
const ofStages = {
  styles: (count: number) => each(count).toReversed(),
  filled: (count: number) => count - 1,
};
const lag = new Chart({
  ...ofStages,
  title: titles.lag,
  unit: bytes,
  nothing: l10n.t('No samples yet: they are taken while this page or the sidebar is visible and a standby streams.'),
  onTable: rememberTable(titles.lag),
});
const late = new Chart({
  ...ofStages,
  title: titles.late,
  unit: milliseconds,
  nothing: l10n.t('The server measures no time here: the role may not see it, or nothing streams.'),
  onTable: rememberTable(titles.late),
});
const walRate = new Chart({
  title: titles.walRate,
  unit: bytesPerSecond,
  nothing: l10n.t('No samples yet: two looks make the first.'),
  styles: each,
  filled: (count) => (count === 1 ? 0 : -1),
  onTable: rememberTable(titles.walRate),
});
const slots = new Chart({
  title: titles.slots,
  unit: bytes,
  nothing: l10n.t('No slot keeps WAL on these servers.'),
  styles: each,
  filled: (count) => (count === 1 ? 0 : -1),
  onTable: rememberTable(titles.slots),
});
const chartOfTitle = { [titles.lag]: lag, [titles.late]: late, [titles.walRate]: walRate, [titles.slots]: slots };

const chooser = html('select', { 'aria-label': l10n.t('Stream') });
chooser.addEventListener('change', () => chooseLink(chooser.value));
const lateStream = html('span', { class: 'stream' });
lag.controls.prepend(chooser);
late.controls.prepend(lateStream);

/** Fills the list of streams; the page may have been closed while another was chosen. */
function offerLinks(links: readonly LinkView[], chosen: LinkView | undefined): void {
  const options = links.map(({ id, title }) => html('option', { value: id }, title));
  const differs = links.some(({ id, title }, index) => {
    const there = chooser.options[index];
    return there?.value !== id || there.text !== title;
  });
  if (differs || chooser.options.length !== links.length) chooser.replaceChildren(...options);
  chooser.hidden = links.length === 0;
  if (chosen && chooser.value !== chosen.id) chooser.value = chosen.id;
}

const body = html(
  'div',
  { class: 'content' },
  figures.element,
  troubles.element,
  html(
    'section',
    { class: 'card cluster', 'aria-label': l10n.t('Topology') },
    html('h2', {}, l10n.t('Topology')),
    topology.element,
  ),
  html('div', { class: 'charts' }, lag.element, late.element, walRate.element, slots.element),
);
const main = html('main', {}, header.element, nothing.element, body);
document.body.append(main);

function show(): void {
  if (!view) return;
  const { nodes, links, lookedAt, connected } = view;
  const charted = links.filter(isCharted);
  const chosen = charted.find(({ id }) => id === state.link) ?? charted[0];
  body.hidden = !connected || nodes.length === 0;
  header.update(view);
  nothing.update(view);
  figures.update(view.figures);
  troubles.update(view.troubles);
  topology.update({ nodes, links, chosen: chosen?.id });
  offerLinks(charted, chosen);
  const none = { times: [], lines: [] };
  const views = [chosen?.lag ?? none, view.walRate, view.slots, chosen?.late ?? none] as const;
  const times = views.flatMap((it) => it.times).toSorted((a, b) => a - b);
  const range = timeRange(times, lookedAt ?? times.at(-1) ?? 0);
  lag.update({ view: views[0], ...range, about: chosen?.title ?? '' });
  late.update({ view: views[3], ...range, about: chosen?.title ?? '' });
  setText(lateStream, chosen?.title ?? '');
  walRate.update({ view: views[1], ...range, about: '' });
  slots.update({ view: views[2], ...range, about: '' });
}

addEventListener('message', ({ data }: MessageEvent<ToDashboard>) => {
  if (data.kind !== 'view') return;
  view = data.view;
  if (state.cluster !== view.cluster) remember({ cluster: view.cluster });
  show();
});

for (const [title, chart] of Object.entries(chartOfTitle)) chart.showTable(state.tables.includes(title));
tell({ kind: 'ready' });
