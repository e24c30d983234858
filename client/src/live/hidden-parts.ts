import type { Major } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import type { Query } from './query.ts';
import { grantFor, missing, type Rights } from './rights.ts';
import type { HiddenPart } from './server-look.ts';

/** What pg_monitor shows: the details, not the rows themselves. */
const monitored: readonly {
  readonly what: string;
  readonly shown: (rights: Rights) => boolean;
  readonly where?: (server: { readonly major: Major; readonly inRecovery: boolean }) => boolean;
}[] = [
  { what: l10n.t('WAL senders'), shown: (rights) => rights.readStatistics },
  { what: l10n.t('WAL receiver'), shown: (rights) => rights.readStatistics, where: ({ inRecovery }) => inRecovery },
  { what: l10n.t('Waiting commits'), shown: (rights) => rights.readStatistics },
  { what: l10n.t('Base backups'), shown: (rights) => rights.readStatistics, where: ({ major }) => major >= 13 },
  { what: l10n.t('Settings'), shown: (rights) => rights.readSettings },
];

/** What a role may not see of a server, each with the right that would show it. */
export function hiddenParts(
  rights: Rights,
  queries: readonly Query<unknown>[],
  server: { readonly major: Major; readonly inRecovery: boolean },
): readonly HiddenPart[] {
  const details = monitored
    .filter(({ shown, where }) => !shown(rights) && (where?.(server) ?? true))
    .map(({ what }) => ({ what, right: 'pg_monitor' }));
  const wholes = queries.flatMap((query) => {
    const lacking = missing(rights, query.needs(server.major));
    return lacking.length === 0 ? [] : [{ what: query.name, right: lacking.map(grantFor).join(', ') }];
  });
  const right = server.major === 10 ? 'superuser' : 'EXECUTE on pg_read_file(text,bigint,bigint), pg_read_server_files';
  return [
    ...details,
    ...wholes,
    ...(rights.readFiles ? [] : [{ what: l10n.t('Texts of the configuration files'), right }]),
  ];
}
