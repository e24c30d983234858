import type { Memento } from 'vscode';
import { UserError } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import type { StandbyPlan, StandbyProgress } from '../../programs/create-standby.ts';
import { isGone, thisWindow, type WindowOwner } from '../../programs/window-owner.ts';

/** Each standby has a key of its own, since all windows write here, those on other machines too. */
function keyOf(folder: string): string {
  return `pgReplication.standby.${thisWindow().host} ${folder}`;
}

interface Kept {
  /** The window that works on it, or broke off. */
  readonly owner: WindowOwner;
  /** How far it came; no secret is in it. */
  readonly progress: StandbyProgress;
}

/** Standbys that are being made, here and in other windows, and those that were not finished. */
export class UnfinishedStandbys {
  readonly #state: Memento;
  /** The folders that this window works on. */
  readonly #owned = new Set<string>();

  constructor(state: Memento) {
    this.#state = state;
  }

  async keep(progress: StandbyProgress): Promise<void> {
    await this.#state.update(keyOf(progress.plan.folder), { owner: thisWindow(), progress } satisfies Kept);
  }

  async forget({ folder }: StandbyPlan): Promise<void> {
    await this.#state.update(keyOf(folder), undefined);
  }

  /** A standby that was begun and that nobody works on; undefined: there is none. */
  abandoned(): StandbyProgress | undefined {
    return this.#state
      .keys()
      .filter((key) => key.startsWith(keyOf('')))
      .flatMap((key) => this.#state.get<Kept>(key) ?? [])
      .find(({ progress }) => !this.#isWorkedOn(progress.plan.folder))?.progress;
  }

  /** Works on a standby that nobody else may work on meanwhile. Throws if somebody does. */
  async own<Result>({ folder }: StandbyPlan, work: () => Promise<Result>): Promise<Result> {
    if (this.#isWorkedOn(folder)) throw new UserError(l10n.t('A standby is being made in {0} already.', folder));
    this.#owned.add(folder);
    try {
      return await work();
    } finally {
      this.#owned.delete(folder);
    }
  }

  #isWorkedOn(folder: string): boolean {
    if (this.#owned.has(folder)) return true;
    const kept = this.#state.get<Kept>(keyOf(folder));
    return kept !== undefined && kept.owner.pid !== process.pid && !isGone(kept.owner);
  }
}
