import * as l10n from '../l10n.ts';
import { formatDuration } from '../live/sizes.ts';
import { copying, ProgressMeter } from './progress.ts';
import type { RunHooks } from './run-site.ts';

/** A program that copies says how far it is each second; silence so long means that nothing arrives. Milliseconds. */
const usualPatience = 30_000;

/** Turns the lines of a program into progress, and its silence too: a network that is cut says nothing for a long time. */
export class FollowedProgress {
  readonly #hooks: RunHooks;
  readonly #meter = new ProgressMeter();
  readonly #timer: NodeJS.Timeout;
  readonly #patience: number;
  #heardAt = Date.now();
  #isTold = false;

  constructor(hooks: RunHooks, patience = usualPatience) {
    this.#hooks = hooks;
    this.#patience = patience;
    this.#timer = setInterval(() => this.#listen(), Math.min(patience, 5000));
  }

  hear(line: string): void {
    const progress = this.#meter.read(line, Date.now());
    this.#heardAt = Date.now();
    this.#isTold = false;
    if (progress) this.#hooks.onProgress(progress);
    this.#hooks.onLine(line);
  }

  /** When the program has ended. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #listen(): void {
    const { now } = this.#meter;
    const silence = Date.now() - this.#heardAt;
    if (silence < this.#patience || now.phase !== copying || now.percent === 100) return;
    const phase = l10n.t('nothing received for {0}', formatDuration(silence));
    this.#hooks.onProgress({ ...now, phase, rate: undefined, timeLeft: undefined });
    if (this.#isTold) return;
    this.#isTold = true;
    this.#hooks.onLine(
      l10n.t('Nothing has been received for {0}: the server or the network may be gone.', formatDuration(silence)),
    );
  }
}
