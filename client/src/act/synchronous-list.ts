import * as l10n from '../l10n.ts';
import type { LiveSetting, SeenServer } from '../live/server-look.ts';
import type { ClusterServer, Link } from '../live/topology.ts';
import { literal, otherServers, refuse, type Subject } from './act-on.ts';
import type { Refusal } from './action.ts';
import { errorThatSpoilsAll } from './file-errors.ts';
import { managedElsewhere } from './managed-elsewhere.ts';

/** The parameter that lists the standbys for which commits wait. */
export const listParameter = 'synchronous_standby_names';

/** The statement that writes a setting to postgresql.auto.conf. */
export function setSetting(name: string, value: string): string {
  return `ALTER SYSTEM SET ${name} = ${literal(value)}`;
}

/** The server that a stream feeds, if it is looked at. */
export function receiverOf(subject: Subject, { downstream }: Link): ClusterServer | undefined {
  return otherServers(subject).find(({ key }) => key === downstream);
}

/** Streams of standbys that can confirm commits now. `remote_apply` needs a standby that replays. */
export function confirmingLinks(subject: Subject, level: string): readonly Link[] {
  return subject.server.links.filter((link) => {
    if (link.kind !== 'standby' || link.sender.state !== 'streaming') return false;
    const look = receiverOf(subject, link)?.look;
    return level !== 'remote_apply' || !look?.reached || (look.wal.replayPause ?? 'not paused') === 'not paused';
  });
}

/** Application names under which standbys stream now, each once; without those that the list cannot tell apart. */
export function streamingStandbys(subject: Subject): readonly string[] {
  const names = confirmingLinks(subject, 'on').map(({ sender }) => sender.applicationName);
  return [...new Set(names)].filter((name) => name !== '' && name !== '*');
}

function isGivenAtStart(setting: LiveSetting | undefined): boolean {
  return setting?.source === 'command line' || setting?.source === 'environment variable';
}

/** Why ALTER SYSTEM cannot change these settings of a primary so that they take effect; undefined: it can. */
export function listHindrance(subject: Subject, seen: SeenServer, parameters: readonly string[]): Refusal | undefined {
  const { server, cluster } = subject;
  if (seen.identity.inRecovery)
    return refuse(l10n.t('{0} is a standby: only the primary waits for standbys.', server.name));
  const managed = managedElsewhere(cluster.topology?.servers ?? [server], 'synchronous');
  if (managed) return managed;
  const fixed = parameters.find((name) => isGivenAtStart(seen.settings.get(name)));
  if (fixed !== undefined)
    return refuse(
      l10n.t(
        '{0} is given on the command line of {1}, which wins over every file: change it there.',
        fixed,
        server.name,
      ),
    );
  if (seen.settings.get('allow_alter_system')?.value === 'off')
    return refuse(
      l10n.t(
        '{0} allows no ALTER SYSTEM (allow_alter_system = off): change {1} where its configuration is kept.',
        server.name,
        listParameter,
      ),
    );
  const spoilt = errorThatSpoilsAll(seen);
  if (spoilt)
    return refuse(
      l10n.t(
        'A reload of {0} would apply nothing, because of {1}, line {2}: {3}. Mend that first.',
        server.name,
        spoilt.file,
        spoilt.line ?? '?',
        spoilt.message,
      ),
    );
  return undefined;
}

/** Where the new line lives, and which one it overrides. */
export function whereItLives({ settings, identity: { dataDirectory } }: SeenServer): string {
  const auto = dataDirectory === undefined ? 'postgresql.auto.conf' : `${dataDirectory}/postgresql.auto.conf`;
  const { file, line } = settings.get(listParameter) ?? {};
  const isElsewhere = file !== undefined && !file.endsWith('postgresql.auto.conf');
  const overridden = isElsewhere ? l10n.t(' It overrides {0}, line {1}, which stays as it is.', file, line ?? '?') : '';
  return l10n.t('The line is kept in {0}, which wins over postgresql.conf.{1}', auto, overridden);
}
