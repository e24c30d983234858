import type { SeenServer, Slot, WalSender } from './server-look.ts';
import type { SenderKind } from './topology.ts';

/** Programs that only collect WAL, by the names they give. */
const archivers = new Set(['pg_receivewal', 'barman_receive_wal']);

/** The slot of a WAL sender, if it uses one. */
export function slotOf(server: SeenServer, sender: WalSender): Slot | undefined {
  return server.slots.find(({ name }) => name === sender.slot);
}

/** Whether this WAL sender tells what it has written, but nothing of replay: pg_receivewal under any name. */
function neverReplays({ state, at }: WalSender): boolean {
  return state === 'streaming' && at.write !== undefined && at.replay === undefined;
}

/** What a WAL sender serves. pg_basebackup holds two: one sends the files, the other the WAL of that time. */
export function senderKind(server: SeenServer, sender: WalSender): SenderKind {
  const { pid, state, applicationName } = sender;
  if (state === 'backup' || applicationName === 'pg_basebackup') return 'baseBackup';
  if (server.baseBackups.some((backup) => backup.pid === pid)) return 'baseBackup';
  // Whatever it calls itself: the temporary slot of its WAL stream has this name (`StartLogStreamer` in pg_basebackup.c).
  if (/^pg_basebackup_[0-9]+$/.test(sender.slot ?? '')) return 'baseBackup';
  if (slotOf(server, sender)?.kind === 'logical') return 'logical';
  if (archivers.has(applicationName) || neverReplays(sender)) return 'walArchive';
  return 'standby';
}
