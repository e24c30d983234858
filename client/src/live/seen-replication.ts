import { conninfoKeywordNames, type Major } from '../../../core/src/index.ts';
import type { publications } from './queries/publications.ts';
import type { subscriptions } from './queries/subscriptions.ts';
import type { walReceiver } from './queries/wal-receiver.ts';
import type { walSenders } from './queries/wal-senders.ts';
import type { Query } from './query.ts';
import type { Publication, Slot, Subscription, WalReceiver, WalSender } from './server-look.ts';

type RowOf<Asked> = Asked extends Query<infer Row> ? Row : never;

/** A WAL sender and the slot that its process holds: of several (pg_basebackup may hold temporary ones) the one that stays. */
export function readWalSender(row: RowOf<typeof walSenders>, all: readonly Slot[]): WalSender {
  const { sent, write, flush, replay, writeLag, flushLag, replayLag, ...rest } = row;
  const held = all.filter(({ activePid }) => activePid === row.pid);
  return {
    ...rest,
    at: { sent, write, flush, replay },
    lagTime: { write: writeLag, flush: flushLag, replay: replayLag },
    slot: (held.find(({ temporary }) => !temporary) ?? held[0])?.name,
  };
}

/**
 * The WAL receiver. Its conninfo tells the name it gave (`fallback_application_name` is cluster_name or `walreceiver`) and,
 * up to 10, the host; no more of it is kept.
 */
export function readWalReceiver(row: RowOf<typeof walReceiver>, major: Major): WalReceiver {
  const { conninfo = '', ...rest } = row;
  const value = (keyword: string) => shownValue(conninfo, keyword, major);
  const port = Number(value('port'));
  return {
    ...rest,
    senderHost: row.senderHost ?? value('host') ?? value('hostaddr'),
    senderPort: row.senderPort ?? (Number.isInteger(port) ? port : undefined),
    applicationName: value('application_name') ?? value('fallback_application_name'),
  };
}

/** The view shows `keyword=value ` for each keyword, without any quotes (`libpqrcv_get_conninfo`): up to the next keyword. */
function shownValue(conninfo: string, keyword: string, major: Major): string | undefined {
  const next = conninfoKeywordNames(major).join('|');
  return new RegExp(`(?:^| )${keyword}=(.*?)(?: (?:${next})=| ?$)`, 's').exec(conninfo)?.[1];
}

const operations = ['insert', 'update', 'delete', 'truncate'] as const;

export function readPublication(row: RowOf<typeof publications>): Publication {
  const { name, allTables, tables } = row;
  return { name, allTables, operations: operations.filter((operation) => row[operation]), tables };
}

export function readSubscription({ tables = [], ...row }: RowOf<typeof subscriptions>): Subscription {
  return { ...row, tables };
}
