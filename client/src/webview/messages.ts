/** What the dashboard's page and the extension tell each other. Plain data: it crosses a process border as JSON. */

/** From the page: it is ready to draw, or the user chose something. */
export type FromDashboard =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'connect' }
  | { readonly kind: 'open'; readonly server: string };

/** To the page: what it is to show from now on. */
export interface ToDashboard {
  readonly kind: 'view';
  readonly view: DashboardView;
}

/** What the page keeps over a reload of the window; the extension finds the cluster in it. */
export interface DashboardState {
  readonly cluster: string;
  /** The link whose lag is charted; undefined: the first. */
  readonly link?: string | undefined;
  /** Titles of the charts that show their numbers as a table. */
  readonly tables: readonly string[];
}

export type LevelView = 'ok' | 'information' | 'warning' | 'error';

/** One cluster as the dashboard draws it. Times are milliseconds since 1970, sizes bytes; null stands for nothing. */
export interface DashboardView {
  readonly cluster: string;
  readonly production: boolean;
  readonly connected: boolean;
  readonly level: LevelView;
  /** The state in a few words: `2 warnings`. */
  readonly headline: string;
  /** The newest look; null: there was none yet. */
  readonly lookedAt: number | null;
  readonly figures: readonly FigureView[];
  readonly troubles: readonly TroubleView[];
  /** Upstreams before their downstreams: the order of drawing and of the Tab key. */
  readonly nodes: readonly NodeView[];
  readonly links: readonly LinkView[];
  /** Bytes per second, one line for each server that writes. */
  readonly walRate: ChartView;
  /** WAL kept, one line for each slot, those that keep most first. */
  readonly slots: ChartView;
}

/** One number worth knowing at a glance. */
export interface FigureView {
  readonly label: string;
  readonly value: string;
  /** Whom it is about; empty: nobody in particular. */
  readonly detail: string;
}

export interface TroubleView {
  readonly cause: string;
  readonly level: LevelView;
  readonly server: { readonly key: string; readonly name: string } | null;
  readonly message: string;
  /** Empty: nothing to advise. */
  readonly advice: string;
}

/** A box: a server of the profile, or somebody else who sends or receives. */
export interface NodeView {
  readonly id: string;
  /** `other`: not looked at, so it cannot be opened. */
  readonly kind: 'server' | 'other';
  readonly role: 'primary' | 'standby' | 'unknown';
  readonly name: string;
  /** Host and port; empty if not known or if it is the name. */
  readonly address: string;
  /** `Standby`, `Base backup`. */
  readonly roleText: string;
  /** `18.4`; empty: not known. */
  readonly version: string;
  /** `timeline 3`. */
  readonly facts: string;
  readonly level: LevelView;
  /** What is wrong or worth knowing, in one sentence; empty: nothing. */
  readonly note: string;
  readonly reached: boolean;
}

/** An arrow from who sends to who receives. */
export interface LinkView {
  readonly id: string;
  readonly upstream: string;
  readonly downstream: string;
  /** `pg1 → pg2`. */
  readonly title: string;
  readonly kind: 'standby' | 'baseBackup' | 'walArchive' | 'logical';
  /** Commits may wait for it. */
  readonly synchronous: boolean;
  /** False: as it was when both ends were last seen. */
  readonly current: boolean;
  /** `sync`, `quorum`, `async`; the state before if it is not streaming: `catchup`. */
  readonly stateText: string;
  /** `16 MB behind · 1.2 s`, `caught up`; empty: not known. */
  readonly lagText: string;
  /** Bytes behind at each stage: Sent, Written, Flushed, Replayed. */
  readonly lag: ChartView;
  /** Milliseconds behind at each stage but the first. */
  readonly late: ChartView;
}

/** Lines over common times. Fewer points than samples: each is the greatest of its moment. */
export interface ChartView {
  /** Ascending; empty: no samples yet. */
  readonly times: readonly number[];
  readonly lines: readonly LineView[];
}

export interface LineView {
  readonly name: string;
  /** More about it: `reserved`; empty: nothing. */
  readonly detail: string;
  /** One for each time; null: not known then. */
  readonly values: readonly (number | null)[];
}
