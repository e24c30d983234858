import * as l10n from '../l10n.ts';
import { formatBytes, formatDuration, formatRate } from '../live/sizes.ts';

/** How far a program is; undefined: it has not said so (yet). */
export interface ProgramProgress {
  /** What it does now, in words. */
  readonly phase: string;
  /** Bytes. */
  readonly done: number | undefined;
  readonly total: number | undefined;
  /** 0 to 100. */
  readonly percent: number | undefined;
  /** Bytes in a second, over the last moments. */
  readonly rate: number | undefined;
  /** Milliseconds. */
  readonly timeLeft: number | undefined;
}

/** The line of `-P`: `20510/50222 kB (40%), 0/1 tablespace`; of pg_rewind without tablespaces. */
const report = /^\s*(\d+)\/(\d+) kB \((\d+)%\)/;

const starting = l10n.t('starting');
const waiting = l10n.t('waiting for the checkpoint');
const comparing = l10n.t('comparing files');
/** The phase in which bytes arrive. */
export const copying = l10n.t('copying');

/** What `-v` says, and what that means to people. */
const phases: readonly (readonly [RegExp, string])[] = [
  [/^waiting for checkpoint|initiating base backup, waiting for checkpoint/, waiting],
  [/checkpoint completed|starting background WAL receiver/, copying],
  [/write-ahead log end point|waiting for background process to finish/, l10n.t('waiting for the last WAL')],
  [/syncing data to disk|syncing target data directory/, l10n.t('writing to disk')],
  [/base backup completed|^pg_rewind: Done!/, l10n.t('done')],
  [/reading source file list|reading target file list/, comparing],
  [/creating backup label and updating control file/, l10n.t('finishing')],
];

/** A rate is that of the last ten seconds. */
const window = 10_000;

interface Sample {
  readonly at: number;
  readonly done: number;
}

/** Makes progress out of the lines that a program writes. */
export class ProgressMeter {
  #samples: readonly Sample[] = [];
  #now: ProgramProgress = {
    phase: starting,
    done: undefined,
    total: undefined,
    percent: undefined,
    rate: undefined,
    timeLeft: undefined,
  };

  get now(): ProgramProgress {
    return this.#now;
  }

  /** Takes a line at `at` (milliseconds); undefined: it says nothing of progress. */
  read(line: string, at: number): ProgramProgress | undefined {
    const [, done, total, percent] = report.exec(line) ?? [];
    if (done !== undefined && total !== undefined) {
      this.#now = this.#measured(Number(done) * 1024, Number(total) * 1024, Number(percent), at);
      return this.#now;
    }
    const phase = phases.find(([pattern]) => pattern.test(line))?.[1];
    if (phase === undefined || phase === this.#now.phase) return undefined;
    this.#now = { ...this.#now, phase };
    return this.#now;
  }

  #measured(done: number, total: number, percent: number, at: number): ProgramProgress {
    this.#samples = [...this.#samples.filter((sample) => at - sample.at <= window), { at, done }];
    const [first] = this.#samples;
    const elapsed = first ? at - first.at : 0;
    const rate = first && elapsed > 0 ? ((done - first.done) / elapsed) * 1000 : undefined;
    const timeLeft = rate !== undefined && rate > 0 ? ((total - done) / rate) * 1000 : undefined;
    const { phase } = this.#now;
    const isBefore = [starting, waiting, comparing].includes(phase);
    return { phase: isBefore ? copying : phase, done, total, percent, rate, timeLeft };
  }
}

/** `copying: 20.5 MB of 50.2 MB (40%), 12.1 MB/s, 3 s left`. */
export function progressText({ phase, done, total, percent, rate, timeLeft }: ProgramProgress): string {
  if (done === undefined || total === undefined) return phase;
  const speed = rate === undefined ? '' : `, ${formatRate(rate)}`;
  const left = timeLeft === undefined || phase !== copying ? '' : l10n.t(', {0} left', formatDuration(timeLeft));
  return l10n.t('{0}: {1} of {2} ({3}%){4}{5}', phase, formatBytes(done), formatBytes(total), percent, speed, left);
}
