import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { buildTopology } from '../../../client/src/live/build-topology.ts';
import type { Look } from '../../../client/src/live/server-look.ts';
import type { ClusterTopology } from '../../../client/src/live/topology.ts';
import { lookedAt, looksOf, profile, seenServer, seenStandby, unseenServer, walSender } from '../../support/looks.ts';

const far = walSender({ applicationName: 'far', clientAddress: '10.0.0.7' });

/** What is missed after looks at a primary, so many seconds after the first one each. */
function after(...looks: readonly (readonly [seconds: number, ...Look[]])[]): readonly string[] {
  let topology: ClusterTopology | undefined;
  for (const [seconds, ...them] of looks)
    topology = buildTopology(profile(), looksOf(...them), new Date(lookedAt.getTime() + seconds * 1000), topology);
  const troubles = topology?.troubles.filter(({ cause }) => cause.startsWith('missedStandby')) ?? [];
  return troubles.map(({ level, message, announce }) => `${level}${announce ? ' !' : ''} ${message}`);
}

suite('a standby in no profile that streams no more', () => {
  const told = ['warning ! far at 10.0.0.7 no longer streams from 127.0.0.1:5432.'];
  const [there, gone] = [seenServer({ walSenders: [far] }), seenServer()];

  test('is told once it is away for more than a moment, and for an hour', () => {
    assert.deepEqual(after([0, there], [5, gone]), []);
    assert.deepEqual(after([0, there], [5, gone], [16, gone]), told);
    assert.deepEqual(after([0, there], [5, gone], [16, gone], [3000, gone]), told);
    assert.deepEqual(after([0, there], [5, gone], [16, gone], [3700, gone]), []);
  });

  test('is not told when it is back, under whatever server, or was added to the profile', () => {
    assert.deepEqual(after([0, there], [5, gone], [16, there]), []);
    const cascade = seenStandby({ walSenders: [far] });
    assert.deepEqual(after([0, there], [5, gone], [16, gone, cascade]), []);
  });

  test('is not hidden by another that has no name of its own either', () => {
    const at = (clientAddress: string, pid: number) =>
      walSender({ applicationName: 'walreceiver', clientAddress, pid });
    const both = seenServer({ walSenders: [at('10.0.0.7', 7), at('10.0.0.8', 8)] });
    const one = seenServer({ walSenders: [at('10.0.0.8', 8)] });
    assert.deepEqual(after([0, both], [5, one], [16, one]), [
      'warning ! walreceiver at 10.0.0.7 no longer streams from 127.0.0.1:5432.',
    ]);
  });

  test('a server that is not reached says nothing of its standbys', () => {
    assert.deepEqual(after([0, there], [5, unseenServer({ last: there })], [16, unseenServer({ last: there })]), []);
  });

  test('what only began was perhaps a backup', () => {
    const begun = seenServer({ walSenders: [{ ...far, state: 'startup' }] });
    assert.deepEqual(after([0, begun], [5, gone], [16, gone]), []);
  });
});
