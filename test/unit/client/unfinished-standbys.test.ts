import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { UnfinishedStandbys } from '../../../client/src/commands/live/unfinished-standbys.ts';
import type { StandbyPlan, StandbyProgress } from '../../../client/src/programs/create-standby.ts';
import { thisWindow } from '../../../client/src/programs/window-owner.ts';

function progressOf(folder: string): StandbyProgress {
  const plan: StandbyPlan = {
    ...{ cluster: 'main', upstream: 'a:5432', folder, name: 's1', slot: 's1', port: 5433 },
    ...{ keepsPassword: false, synchronous: false },
  };
  return { plan, done: ['backup'] };
}

/** A global state, as VS Code keeps it. */
class State {
  readonly entries = new Map<string, unknown>();

  keys = (): readonly string[] => [...this.entries.keys()];
  get = <Value>(key: string): Value | undefined => this.entries.get(key) as Value | undefined;

  update = async (key: string, value: unknown): Promise<void> => {
    if (value === undefined) this.entries.delete(key);
    else this.entries.set(key, value);
  };

  /** Says that another window has written everything so far. */
  hand(owner: { readonly host: string; readonly pid: number }): void {
    for (const [key, value] of this.entries) this.entries.set(key, { ...(value as object), owner });
  }
}

const gone = spawnSync(process.execPath, ['-e', '']).pid;

suite('standbys that were begun', () => {
  test('one that was kept and that nobody works on is found, until it is forgotten', async () => {
    const state = new State();
    const standbys = new UnfinishedStandbys(state);
    const progress = progressOf('/s1');
    await standbys.own(progress.plan, async () => {
      await standbys.keep(progress);
      assert.equal(standbys.abandoned(), undefined);
    });
    assert.deepEqual(standbys.abandoned(), progress);
    state.hand({ ...thisWindow(), pid: gone });
    assert.deepEqual(new UnfinishedStandbys(state).abandoned(), progress);
    await standbys.forget(progress.plan);
    assert.equal(standbys.abandoned(), undefined);
  });

  test('nobody works twice on one folder, neither here nor in a window that lives', async () => {
    const state = new State();
    const standbys = new UnfinishedStandbys(state);
    const { plan } = progressOf('/s1');
    const again = standbys.own(plan, async () =>
      assert.rejects(
        standbys.own(plan, async () => 1),
        /already/,
      ),
    );
    await again;
    await standbys.keep(progressOf('/s1'));
    state.hand({ ...thisWindow(), pid: process.ppid });
    await assert.rejects(
      standbys.own(plan, async () => 1),
      /already/,
    );
    assert.equal(standbys.abandoned(), undefined);
    assert.equal(await standbys.own(progressOf('/s2').plan, async () => 2), 2);
  });

  test('of one on another machine nothing is said', async () => {
    const state = new State();
    const standbys = new UnfinishedStandbys(state);
    await standbys.keep(progressOf('/s1'));
    const [[key, value] = []] = state.entries;
    state.entries.clear();
    state.entries.set(String(key).replace(thisWindow().host, 'elsewhere'), value);
    state.hand({ host: 'elsewhere', pid: gone });
    assert.equal(standbys.abandoned(), undefined);
    assert.equal(await standbys.own(progressOf('/s1').plan, async () => 1), 1);
  });
});
