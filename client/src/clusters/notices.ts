import { type Disposable, window, workspace } from 'vscode';
import * as l10n from '../l10n.ts';
import { Announcements } from '../live/announcements.ts';
import type { Target, Trouble } from '../live/topology.ts';
import type { Fleet } from '../live-services.ts';
import { settings, settingsSection } from '../manifest.ts';
import { notificationText } from '../notification-text.ts';

function isWanted(): boolean {
  return workspace.getConfiguration(settingsSection).get<unknown>(settings.notifies) !== false;
}

async function tell(cluster: string, news: readonly Trouble[], show: (target: Target) => void): Promise<void> {
  const [first, ...more] = news;
  if (!first) return;
  const rest = more.length === 0 ? '' : l10n.t(' (and {0} more)', more.length);
  const tellIt = news.some(({ level }) => level === 'error') ? window.showErrorMessage : window.showWarningMessage;
  const button = l10n.t('Show');
  const chosen = await tellIt(notificationText(`${cluster}: ${first.message}${rest}`), button);
  if (chosen === button) show(first.server === undefined ? { cluster } : { cluster, server: first.server });
}

/** One notification for each cause when the state of a connected cluster gets worse. */
export function announceTroubles(fleet: Fleet, show: (target: Target) => void): Disposable {
  const told = new Map<string, Announcements>();
  return fleet.onDidChange(() => {
    for (const { profile, connected, topology } of fleet.clusters) {
      if (!connected) told.delete(profile.name);
      if (!topology) continue;
      const announcements = told.get(profile.name) ?? new Announcements();
      told.set(profile.name, announcements);
      const news = announcements.news(topology.troubles, Date.now());
      if (isWanted()) void tell(profile.name, news, show);
    }
  });
}
