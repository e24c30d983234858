import type { NodeParameters } from '../connect/node-parameters.ts';
import { ConnectError, type Session } from '../connect/session.ts';
import * as l10n from '../l10n.ts';
import { lastSeen } from './last-seen.ts';
import { Observer } from './observe-server.ts';
import type { Look, SeenServer, UnseenServer } from './server-look.ts';

/** Looks at one server with one session; `Observer` of observe-server.ts, or a test's own. */
export interface Looker {
  look(session: Session, wishes?: { readonly full?: boolean }): Promise<SeenServer>;
}

/** How a session is opened: `ProfileStore.open`. */
export type OpenSession = (server: NodeParameters, ask: boolean, signal: AbortSignal) => Promise<Session>;

/** How to look. */
interface Wishes {
  /** The user may be asked for a password. */
  readonly ask: boolean;
  /** Read anew what changes with a reload only. */
  readonly full: boolean;
  /** Milliseconds between rounds: the first pause after a failure. */
  readonly interval: number;
}

/** Milliseconds: the longest pause after a failure. */
const longestPause = 60_000;

/** Failures that do not go away by themselves: the user has to do something. */
const waitsForUser = new Set(['passwordNeeded', 'passwordWrong', 'configuration']);

/** One server of a connected cluster: at most one session, at most one look under way, and the newest look. */
export class WatchedServer {
  readonly parameters: NodeParameters;
  readonly #open: OpenSession;
  readonly #looker: Looker;
  #session: Session | undefined;
  #stop = new AbortController();
  #underWay: Promise<void> | undefined;
  #asking = false;
  #failures = 0;
  #notBefore = 0;
  #newest: Look | undefined;

  constructor(parameters: NodeParameters, open: OpenSession, looker: Looker = new Observer(parameters.key)) {
    this.parameters = parameters;
    this.#open = open;
    this.#looker = looker;
  }

  /** Undefined before the first look. */
  get newest(): Look | undefined {
    return this.#newest;
  }

  get isBusy(): boolean {
    return this.#underWay !== undefined;
  }

  /** Whether it may be asked at that time: not while it is asked, nor soon after failures. */
  isDue(now: number): boolean {
    return !this.isBusy && now >= this.#notBefore;
  }

  /** Aborted by the next `close`: what was planned before it must not be done after it. */
  get stop(): AbortSignal {
    return this.#stop.signal;
  }

  /** Takes a look, or waits for the one under way; never throws. After `close` the answer is dropped. */
  look(wishes: Wishes): Promise<void> {
    if (this.#underWay) return this.#underWay;
    this.#asking = wishes.ask;
    const look = this.#look(this.#stop.signal, wishes).finally(() => {
      // After `close` another look may be under way.
      if (this.#underWay !== look) return;
      this.#underWay = undefined;
      this.#asking = false;
    });
    this.#underWay = look;
    return look;
  }

  /** As `look`, but one that began before does not count: it may not have seen what has just been done, or not ask. */
  async lookAnew(wishes: Wishes): Promise<void> {
    const { stop } = this;
    // Nobody is asked twice for one password.
    if (!(wishes.ask && this.#asking)) await this.#underWay;
    if (!stop.aborted) await this.look(wishes);
  }

  /** Says that no answer has come yet; the answer still counts when it comes. */
  markLate(now: Date, waited: number): void {
    if (!this.isBusy) return;
    const reason = l10n.t('No answer within {0} s.', Math.round(waited / 1000));
    this.#newest = this.#unseen(new ConnectError('timeout', reason), now);
  }

  /** Ends the session; the newest look stays. The next look opens another one, if it is not for the user to do something. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    const session = this.#session;
    this.#session = undefined;
    this.#underWay = undefined;
    this.#asking = false;
    if (Number.isFinite(this.#notBefore)) this.#notBefore = 0;
    await session?.close();
  }

  async #look(stop: AbortSignal, wishes: Wishes): Promise<void> {
    const isKept = this.#session !== undefined;
    try {
      const session = await this.#sessionFor(wishes.ask, stop);
      if (stop.aborted) return;
      const seen = await this.#looker.look(session, { full: wishes.full });
      if (stop.aborted) return;
      this.#newest = seen;
      this.#failures = 0;
      this.#notBefore = 0;
    } catch (error) {
      if (stop.aborted) return;
      this.#dropSession();
      // The server may have been restarted since the last look: that alone is no failure now.
      const isLost = isKept && error instanceof ConnectError && error.failure !== 'timeout';
      if (isLost) await this.#look(stop, wishes);
      else this.#fail(error, wishes.interval);
    }
  }

  async #sessionFor(ask: boolean, stop: AbortSignal): Promise<Session> {
    if (this.#session) return this.#session;
    const session = await this.#open(this.parameters, ask, stop);
    if (stop.aborted) await session.close();
    else this.#session = session;
    return session;
  }

  /** The session is not trusted after a failure of whatever kind: what it has left of an answer is not known. */
  #dropSession(): void {
    const session = this.#session;
    this.#session = undefined;
    void session?.close();
  }

  #fail(error: unknown, interval: number): void {
    const now = new Date();
    this.#newest = this.#unseen(error, now);
    const pause = Math.min(longestPause, interval * 2 ** this.#failures++);
    const isForUser = error instanceof ConnectError && waitsForUser.has(error.failure);
    this.#notBefore = isForUser ? Number.POSITIVE_INFINITY : now.getTime() + pause;
  }

  #unseen(error: unknown, at: Date): UnseenServer {
    const known = error instanceof ConnectError ? error : undefined;
    return {
      reached: false,
      key: this.parameters.key,
      at,
      failure: known?.failure ?? 'unreachable',
      reason: error instanceof Error ? error.message : String(error),
      last: this.#newest && lastSeen(this.#newest),
    };
  }
}
