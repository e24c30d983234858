import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Announcements } from '../../../client/src/live/announcements.ts';
import type { Trouble } from '../../../client/src/live/topology.ts';

const minute = 60_000;

function trouble(cause: string, announce = true): Trouble {
  return { cause, level: 'warning', server: undefined, message: `${cause}.`, advice: undefined, announce };
}

/** What is told of troubles at one minute after the other; `undefined`: nobody looked. */
function told(...looks: readonly (readonly string[] | undefined)[]): readonly (readonly string[])[] {
  const announcements = new Announcements();
  return looks.flatMap((causes, index) =>
    causes
      ? [
          announcements
            .news(
              causes.map((cause) => trouble(cause)),
              index * minute,
            )
            .map(({ cause }) => cause),
        ]
      : [],
  );
}

suite('what is news', () => {
  test('a state that gets worse, once', () => {
    assert.deepEqual(told([], ['gone'], ['gone'], ['gone']), [[], ['gone'], [], []]);
  });

  test('not what was there at the first look', () => {
    assert.deepEqual(told(['gone'], ['gone'], ['gone', 'slot']), [[], [], ['slot']]);
  });

  test('several at once, in their order', () => {
    assert.deepEqual(told([], ['slot', 'gone']), [[], ['slot', 'gone']]);
  });

  test('not one that comes and goes', () => {
    assert.deepEqual(told([], ['gone'], [], ['gone'], [], [], ['gone'], []), [[], ['gone'], [], [], [], [], [], []]);
  });

  test('one that was away for more than five minutes', () => {
    const away = Array.from({ length: 5 }, () => []);
    assert.deepEqual(told([], ['gone'], ...away, ['gone']).at(-1), []);
    assert.deepEqual(told([], ['gone'], ...away, [], ['gone']).at(-1), ['gone']);
  });

  test('not one that lasted while nobody looked', () => {
    const hidden = Array.from({ length: 60 }, () => undefined);
    assert.deepEqual(told([], ['gone'], ...hidden, ['gone', 'slot']), [[], ['gone'], ['slot']]);
  });

  test('what came while nobody looked', () => {
    assert.deepEqual(told([], undefined, undefined, ['gone']), [[], ['gone']]);
  });

  test('nothing that is not worth it', () => {
    const announcements = new Announcements();
    assert.deepEqual(announcements.news([], 0), []);
    assert.deepEqual(announcements.news([trouble('settings', false)], minute), []);
    assert.deepEqual(announcements.news([trouble('settings', true)], 2 * minute), [trouble('settings')]);
  });
});
