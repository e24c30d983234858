import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Session, StatementError, type TextRow } from '../../../client/src/connect/session.ts';
import { Observer } from '../../../client/src/live/observe-server.ts';

const rights: TextRow = { superuser: 'f', readStatistics: 't', readSettings: 't', granted: '[]' };

const server: TextRow = {
  fingerprint: "it's",
  version: '18.4',
  inRecovery: 'f',
  startedAt: '0',
  configLoadedAt: '0',
  clusterName: '',
  database: 'd',
  role: 'r',
  superuser: 'f',
  address: null,
  port: '5432',
  current: '0/1',
  received: null,
  replayed: null,
  lastReplayedAt: null,
};

/** A session that answers from memory; `refuse` may throw for a text. */
function fakeSession(
  sent: string[],
  refuse: (text: string) => void = () => undefined,
  first: TextRow = server,
): Session {
  return {
    versionNumber: 180_004,
    encrypted: false,
    run: async (text) => {
      sent.push(text);
      refuse(text);
      return text
        .split(';\n')
        .map((statement) =>
          statement.includes('AS granted') ? [rights] : statement.includes('AS fingerprint') ? [first] : [],
        );
    },
    close: async () => undefined,
  };
}

const asksRights = (text: string) => text.includes('AS granted');
const looks = (text: string) => text.includes('AS fingerprint');

suite('looking at a server again and again', () => {
  test('one round trip for a look, and one more for the rights at the first', async () => {
    const sent: string[] = [];
    const session = fakeSession(sent);
    const observer = new Observer('h:1');
    await observer.look(session);
    await observer.look(session);
    assert.deepEqual(
      sent.map((text) => [asksRights(text), looks(text)]),
      [
        [true, false],
        [false, true],
        [false, true],
      ],
    );
  });

  test('rights that are a minute old are read by the way', async (t) => {
    let now = 1000;
    t.mock.method(performance, 'now', () => now);
    const sent: string[] = [];
    const session = fakeSession(sent);
    const observer = new Observer('h:1');
    await observer.look(session);
    now += 60_001;
    await observer.look(session);
    await observer.look(session);
    assert.deepEqual(sent.map(asksRights), [true, false, true, false]);
    assert.equal(sent.filter(looks).length, 3);
  });

  test('a new session has its rights read', async () => {
    const sent: string[] = [];
    const observer = new Observer('h:1');
    await observer.look(fakeSession(sent));
    await observer.look(fakeSession(sent));
    assert.equal(sent.filter(asksRights).length, 2);
  });

  test('what changes with a reload is asked for with what is known, or whole', async () => {
    const sent: string[] = [];
    const settings = { superuser: 't', readStatistics: 't', readSettings: 't', granted: '["pg_catalog.pg_settings"]' };
    const row = { name: 'port', value: '1', context: 'c', source: 's', file: null, line: null, pendingRestart: 'f' };
    const session: Session = {
      ...fakeSession(sent),
      run: async (text) => {
        sent.push(text);
        return text.split(';\n').map((statement) => {
          if (asksRights(statement)) return [settings];
          if (statement.includes('pg_catalog.pg_settings')) return sent.length === 2 ? [row] : [];
          return looks(statement) ? [server] : [];
        });
      },
    };
    const observer = new Observer('h:1');
    const first = await observer.look(session);
    const second = await observer.look(session);
    await observer.look(session, { full: true });
    const [, whole, changed, full] = sent;
    assert.equal(first.settings.get('port')?.value, '1');
    assert.equal(second.settings, first.settings);
    assert.match(whole ?? '', /pg_settings WHERE true/);
    assert.match(changed ?? '', /<> 'it''s' ORDER BY name/);
    assert.match(full ?? '', /pg_settings WHERE true/);
  });
});

suite('what goes wrong with a look', () => {
  test('a missing right is tried once more with rights read anew; another refusal is thrown', async () => {
    for (const [code, times] of [
      ['42501', 2],
      ['53200', 1],
    ] as const) {
      const sent: string[] = [];
      const refuse = (text: string) => {
        if (looks(text)) throw new StatementError(code, 'no');
      };
      await assert.rejects(new Observer('h:1').look(fakeSession(sent, refuse)), { code });
      assert.equal(sent.filter(looks).length, times);
    }
  });

  test('an answer of another shape is told without its values', async () => {
    const session = fakeSession([], undefined, { ...server, port: 'hunter2' });
    await assert.rejects(new Observer('h:1').look(session), {
      message: 'Server: unexpected answer, port: not an integer',
    });
  });

  test('a server before 10', async () => {
    const session = { ...fakeSession([]), versionNumber: 90_624 };
    await assert.rejects(new Observer('h:1').look(session), /before 10/);
  });
});
