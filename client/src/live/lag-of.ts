import type { Lsn } from '../../../core/src/index.ts';
import type { SeenServer, Stages, WalPosition, WalSender } from './server-look.ts';
import type { Lag } from './topology.ts';

/** The newest WAL that a server has to give; a standby that is fed by an archive has received none. */
function newestWal({ current, received, replayed }: WalPosition): Lsn | undefined {
  if (current !== undefined) return current;
  return received !== undefined && (replayed === undefined || received > replayed) ? received : replayed;
}

/** Bytes from a stage to the end; 0 where the stage was read a moment later than the end. */
function missing(end: Lsn | undefined, stage: Lsn | undefined): bigint | undefined {
  if (end === undefined || stage === undefined) return undefined;
  return end > stage ? end - stage : 0n;
}

/** Bytes of the primary's WAL that queries on a standby do not see yet; undefined: one of the two does not tell. */
export function behindPrimary(primary: SeenServer, standby: SeenServer): bigint | undefined {
  return missing(primary.wal.current, standby.wal.replayed);
}

/** How far the receiver of a stream is behind the server that sends it. An idle server makes no lag. */
export function lagOf(upstream: SeenServer, { at, lagTime }: WalSender): Lag {
  const end = newestWal(upstream.wal);
  const bytes: Stages<bigint> = {
    sent: missing(end, at.sent),
    write: missing(end, at.write),
    flush: missing(end, at.flush),
    replay: missing(end, at.replay),
  };
  const time = (stage: 'write' | 'flush' | 'replay') => ((bytes[stage] ?? 0n) > 0n ? lagTime[stage] : undefined);
  return { bytes, time: { write: time('write'), flush: time('flush'), replay: time('replay') } };
}
