import { commands, type Memento, window } from 'vscode';
import type { ServerKey } from '../connect/profile.ts';
import * as l10n from '../l10n.ts';
import type { Leftovers } from '../live-services.ts';
import { liveCommandIds, tracePrefix } from '../manifest.ts';
import { notificationText } from '../notification-text.ts';
import { isThere } from '../programs/standby-files.ts';
import { isGone, thisWindow, type WindowOwner } from '../programs/window-owner.ts';

/** Each run has a key of its own, since all windows write here. */
const prefix = `${tracePrefix}run.`;

/** A run that may leave something behind if its window dies; no secret is in it. */
interface Trace extends Leftovers {
  readonly owner: WindowOwner;
  readonly title: string;
  readonly cluster: string | undefined;
  readonly server: ServerKey | undefined;
}

/** Keeps the trace of a run until the returned function is called. */
export async function keepTrace(state: Memento, trace: Omit<Trace, 'owner'>): Promise<() => Promise<void>> {
  const key = `${prefix}${process.pid}.${crypto.randomUUID()}`;
  await state.update(key, { ...trace, owner: thisWindow() });
  return async () => state.update(key, undefined);
}

async function tellOf({ title, target, slot, cluster, server }: Trace): Promise<void> {
  const drop = l10n.t('Drop Slot…');
  const text = [
    l10n.t('{0} was broken off when its window ended.', title),
    (await isThere(target)) ? l10n.t('What is in {0} may be half done: do not rely on it.', target) : undefined,
    slot === undefined ? undefined : l10n.t('Its slot {0} may be left on the server and hold WAL back.', slot),
  ];
  const chosen = await window.showWarningMessage(
    notificationText(text.filter((part) => part !== undefined).join(' ')),
    ...(slot === undefined ? [] : [drop]),
  );
  if (chosen === drop) await commands.executeCommand(liveCommandIds.dropSlot, { cluster, server, slot });
}

/** Says once of each run that died with its window what may be left of it. */
export async function tellOfBrokenRuns(state: Memento): Promise<void> {
  const traces = state
    .keys()
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const trace = state.get<Trace>(key);
      return trace && isGone(trace.owner) ? [{ key, trace }] : [];
    });
  await Promise.all(traces.map(({ key }) => state.update(key, undefined)));
  await Promise.all(traces.map(({ trace }) => tellOf(trace)));
}
