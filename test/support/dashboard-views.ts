import type { DashboardView, LinkView, NodeView } from '../../client/src/webview/messages.ts';

const now = Date.parse('2026-07-01T12:00:00Z');
const step = 15_000;
const times = Array.from({ length: 233 }, (_, index) => now - (232 - index) * step);

/** A smooth course with a busy quarter of an hour, never below 0. */
function course(height: number, wave: number, peak: number): readonly number[] {
  return times.map((_, index) => {
    const calm = height * (1 + 0.4 * Math.sin(index / wave) + 0.25 * Math.sin(index / (wave / 3.7)));
    const burst = peak * Math.exp(-(((index - 150) / 18) ** 2)) * (1 + 0.15 * Math.sin(index * 1.7));
    return Math.max(0, Math.round(calm + burst));
  });
}

const mega = 1024 * 1024;

function lagOf(size: number): LinkView['lag'] {
  const line = (name: string, share: number) => ({
    name,
    detail: '',
    values: course(size * share, 19, size * 7 * share),
  });
  return { times, lines: [line('Sent', 0.08), line('Written', 0.22), line('Flushed', 0.45), line('Replayed', 1)] };
}

function lateOf(size: number): LinkView['late'] {
  const line = (name: string, share: number) => ({
    name,
    detail: '',
    values: course(size * share, 19, size * 7 * share),
  });
  return { times, lines: [line('Written', 0.2), line('Flushed', 0.4), line('Replayed', 1)] };
}

/** A box of a standby that is fine, unless told otherwise. */
export function nodeView(overrides: Partial<NodeView> = {}): NodeView {
  return {
    id: '10.0.0.2:5432',
    kind: 'server',
    role: 'standby',
    name: 'amsterdam',
    address: '10.0.0.2:5432',
    roleText: 'Standby',
    version: '18.4',
    facts: 'timeline 3',
    level: 'ok',
    note: '',
    reached: true,
    ...overrides,
  };
}

/** An arrow from the primary to a standby that streams, unless told otherwise. */
export function linkView(overrides: Partial<LinkView> = {}): LinkView {
  return {
    id: '101 of 10.0.0.1:5432',
    upstream: '10.0.0.1:5432',
    downstream: '10.0.0.2:5432',
    title: 'frankfurt → amsterdam',
    kind: 'standby',
    synchronous: false,
    current: true,
    stateText: 'async',
    lagText: 'caught up',
    lag: lagOf(mega),
    late: lateOf(38),
    ...overrides,
  };
}

const nodes: readonly NodeView[] = [
  nodeView({ id: '10.0.0.1:5432', role: 'primary', name: 'frankfurt', address: '10.0.0.1:5432', roleText: 'Primary' }),
  nodeView(),
  nodeView({
    id: '10.0.0.4:5432',
    name: 'oslo',
    address: '10.0.0.4:5432',
    roleText: 'Standby · replay paused',
    level: 'warning',
    note: 'Replay is paused and 48 MB of WAL wait for it.',
  }),
  nodeView({
    id: '10.0.0.3:5432',
    name: 'dublin',
    address: '10.0.0.3:5432',
    level: 'error',
    note: 'Nobody listens at 10.0.0.3, port 5432.',
    reached: false,
  }),
  nodeView({
    id: 'receiver 104 of 10.0.0.1:5432',
    kind: 'other',
    role: 'unknown',
    name: 'nightly',
    address: '10.0.0.9',
    roleText: 'Base backup',
    version: '',
    facts: '',
  }),
];

const links: readonly LinkView[] = [
  linkView({ synchronous: true, stateText: 'sync', lagText: '1.1 MB behind · 38 ms' }),
  linkView({
    id: '104 of 10.0.0.1:5432',
    downstream: 'receiver 104 of 10.0.0.1:5432',
    title: 'frankfurt → nightly',
    kind: 'baseBackup',
    stateText: 'backup',
    lagText: '',
    lag: { times: [], lines: [] },
    late: { times: [], lines: [] },
  }),
  linkView({
    id: '201 of 10.0.0.2:5432',
    upstream: '10.0.0.2:5432',
    downstream: '10.0.0.4:5432',
    title: 'amsterdam → oslo',
    lagText: '48 MB behind · 5 min 3 s',
    lag: lagOf(6 * mega),
    late: lateOf(43_000),
  }),
  linkView({
    id: 'missing 10.0.0.3:5432',
    downstream: '10.0.0.3:5432',
    title: 'frankfurt → dublin',
    current: false,
    stateText: 'not streaming',
    lagText: '',
    lag: { times: [], lines: [] },
    late: { times: [], lines: [] },
  }),
];

/** A cluster with a cascade, a standby that is gone and a base backup; with an hour of samples. */
export function dashboardExample(overrides: Partial<DashboardView> = {}): DashboardView {
  return {
    cluster: 'shop',
    production: true,
    connected: true,
    level: 'error',
    headline: '1 error, 1 warning',
    lookedAt: now,
    figures: [
      { label: 'Servers answering', value: '3 of 4', detail: '' },
      { label: 'WAL written', value: '3.2 MB/s', detail: 'frankfurt' },
      { label: 'Farthest behind', value: '48 MB', detail: 'oslo' },
      { label: 'Most kept by a slot', value: '1.2 GB', detail: 'dublin' },
      { label: 'Commits waiting', value: '0', detail: 'for a synchronous standby' },
    ],
    troubles: [
      {
        cause: 'standby gone',
        level: 'error',
        server: { key: '10.0.0.3:5432', name: 'dublin' },
        message: 'dublin does not answer: nobody listens at 10.0.0.3, port 5432.',
        advice: 'Its slot keeps WAL on frankfurt until it is back.',
      },
      {
        cause: 'replay paused',
        level: 'warning',
        server: { key: '10.0.0.4:5432', name: 'oslo' },
        message: 'Replay is paused and 48 MB of WAL wait for it.',
        advice: '',
      },
    ],
    nodes,
    links,
    walRate: { times, lines: [{ name: 'frankfurt', detail: '', values: course(5 * mega, 13, 11 * mega) }] },
    slots: {
      times,
      lines: [
        {
          name: 'dublin on frankfurt',
          detail: 'inactive, extended, 2.8 GB until it is lost',
          values: times.map((_, index) => (index < 90 ? 8 * mega : (index - 90) * 8.4 * mega)),
        },
        { name: 'amsterdam on frankfurt', detail: 'active, reserved', values: course(14 * mega, 31, 60 * mega) },
        { name: 'oslo on amsterdam', detail: 'active, reserved', values: course(30 * mega, 47, 190 * mega) },
      ],
    },
    ...overrides,
  };
}
