import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { PasswordPrompts } from '../../../client/src/clusters/password-prompts.ts';
import { ConnectError, type Session } from '../../../client/src/connect/session.ts';
import { parametersOf } from '../../support/backup-site.ts';

const session: Session = {
  versionNumber: 180_000,
  encrypted: false,
  run: async () => [],
  close: async () => undefined,
} as Session;

/** Servers that take one password; what is typed comes from a list, undefined is Escape. */
class Scene {
  readonly asked: string[] = [];
  readonly accepted: string[] = [];
  /** Inputs that are open at the same time. */
  most = 0;
  #open = 0;
  readonly #typed: (string | undefined)[];
  readonly #prompts: PasswordPrompts;

  constructor(...typed: (string | undefined)[]) {
    this.#typed = typed;
    this.#prompts = new PasswordPrompts(async ({ key }, { failure }) => {
      this.asked.push(`${key} ${failure}`);
      this.#open++;
      this.most = Math.max(this.most, this.#open);
      await new Promise((turn) => setImmediate(turn));
      this.#open--;
      return this.#typed.shift();
    });
  }

  wants(port: number, right: string, group = 'main'): Promise<Session> {
    const wish = {
      server: parametersOf({ port }),
      error: new ConnectError('passwordNeeded', 'it wants a password'),
      group,
      candidates: () => [...new Set(this.accepted)],
      open: async (password: string) => {
        if (password !== right) throw new ConnectError('passwordWrong', 'it does not accept it');
        return session;
      },
    };
    return this.#prompts.ask(wish, (password) => this.accepted.push(password));
  }
}

const at = (port: number, failure = 'passwordNeeded') => `127.0.0.1:${port} ${failure}`;

suite('several servers that want a password at once', () => {
  test('are asked for one after the other, and what one took is tried on the next', async () => {
    const scene = new Scene('secret', 'other');
    await Promise.all([scene.wants(1, 'secret'), scene.wants(2, 'secret'), scene.wants(3, 'other')]);
    assert.deepEqual(scene.asked, [at(1), at(3, 'passwordWrong')]);
    assert.equal(scene.most, 1);
    assert.deepEqual(scene.accepted, ['secret', 'secret', 'other']);
  });

  test('a password that is refused is asked for again, three times at most, and never taken over', async () => {
    const scene = new Scene('a', 'b', 'c', 'right');
    await assert.rejects(scene.wants(1, 'right'), { failure: 'passwordWrong' });
    assert.deepEqual(scene.asked, [at(1), at(1, 'passwordWrong'), at(1, 'passwordWrong')]);
    assert.deepEqual(scene.accepted, []);
    assert.equal(await scene.wants(1, 'right'), session);
  });

  test('one Escape is for all servers of the cluster that wait, and not for later ones or other clusters', async () => {
    const scene = new Scene(undefined, 'right', 'right');
    const first = [scene.wants(1, 'right'), scene.wants(2, 'right'), scene.wants(3, 'right', 'another')];
    const ends = await Promise.allSettled(first);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['rejected', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(scene.asked, [at(1), at(3)]);
    scene.accepted.length = 0;
    assert.equal(await scene.wants(2, 'right'), session);
  });
});
