import { ProgressLocation, window } from 'vscode';
import type { NodeParameters } from '../../connect/node-parameters.ts';
import type { ClusterProfile } from '../../connect/profile.ts';
import { sentenceOf } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import { readTrial, trialQuestion } from '../../live/queries/trial.ts';
import { versionText } from '../../live/version-text.ts';
import type { LiveServices } from '../../live-services.ts';

/** What trying gave: a sentence for each server. */
export interface Trial {
  readonly sentences: readonly string[];
  /** Whether at least one server answered. */
  readonly reached: boolean;
}

async function tryServer(
  { profiles }: LiveServices,
  server: NodeParameters,
  signal: AbortSignal,
): Promise<{ readonly sentence: string; readonly reached: boolean }> {
  try {
    const session = await profiles.open(server, { purpose: 'observe', ask: true, signal });
    try {
      const { standby, monitor } = readTrial(await session.run(trialQuestion));
      const role = standby ? 'standby' : 'primary';
      const rights = monitor ? '' : l10n.t('; {0} is no member of pg_monitor and sees less', server.user);
      const tls = session.encrypted ? 'encrypted' : l10n.t('not encrypted');
      const version = versionText(session.versionNumber);
      return {
        reached: true,
        sentence: l10n.t('{0}: PostgreSQL {1}, {2}, {3}{4}.', server.key, version, role, tls, rights),
      };
    } finally {
      await session.close();
    }
  } catch (error) {
    return { reached: false, sentence: `${server.key}: ${sentenceOf(error)}` };
  }
}

/** Opens and closes a session to each server of a profile that may not be kept yet. */
export async function tryServers(
  services: LiveServices,
  profile: ClusterProfile,
  password?: string | undefined,
): Promise<Trial> {
  const servers = services.profiles
    .servers(profile)
    .map((server) => (password === undefined ? server : { ...server, password }));
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Trying {0} …', profile.name),
    cancellable: true,
  };
  return window.withProgress(options, async (_, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const trials = await Promise.all(servers.map((server) => tryServer(services, server, stop.signal)));
    return { sentences: trials.map(({ sentence }) => sentence), reached: trials.some(({ reached }) => reached) };
  });
}
