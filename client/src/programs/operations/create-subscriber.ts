import * as z from 'zod/mini';
import * as l10n from '../../l10n.ts';
import {
  connectionFields,
  definitionOf,
  flag,
  type Operation,
  option,
  shellPathProblems,
  sinceProblems,
  slotProblems,
  when,
} from './parts.ts';

/** A task that turns a physical standby into a logical subscriber with pg_createsubscriber. */
export const createSubscriberSchema = definitionOf('createsubscriber', {
  /** The publisher: the standby's primary. */
  ...connectionFields,
  /** The data directory of the standby, which is stopped. */
  target: z.string(),
  databases: z.optional(z.array(z.string())),
  /** Every database that takes connections (18+). */
  allDatabases: z._default(z.boolean(), false),
  /** One name for each database, in the same order; left out: made up. */
  publications: z.optional(z.array(z.string())),
  subscriptions: z.optional(z.array(z.string())),
  slots: z.optional(z.array(z.string())),
  /** Where the standby listens while it is turned. */
  subscriberPort: z.optional(z.number()),
  socketDirectory: z.optional(z.string()),
  subscriberUser: z.optional(z.string()),
  configFile: z.optional(z.string()),
  /** Seconds to wait for the end of recovery; 0: for ever. */
  recoveryTimeout: z.optional(z.number()),
  twoPhase: z._default(z.boolean(), false),
  /** Drop the publications that came with the standby's copy (18+). */
  cleanPublications: z._default(z.boolean(), false),
  dryRun: z._default(z.boolean(), false),
});
export type CreateSubscriberDefinition = z.infer<typeof createSubscriberSchema>;

function namesProblems({ databases = [], allDatabases, ...names }: CreateSubscriberDefinition): readonly string[] {
  const lists = [names.publications, names.subscriptions, names.slots];
  return [
    ...when(allDatabases === databases.length > 0, l10n.t('Either name databases, or take all of them.')),
    ...when(
      allDatabases && lists.some((list) => list !== undefined),
      l10n.t('With all databases the names of publications, subscriptions and slots are made up.'),
    ),
    ...when(
      lists.some((list) => list !== undefined && list.length !== databases.length),
      l10n.t('Publications, subscriptions and slots have one name for each database.'),
    ),
    ...(names.slots ?? []).flatMap(slotProblems),
  ];
}

/** Makes a subscriber. The dry run comes first; afterwards the data directory is no standby any more. */
export const createSubscriber: Operation<CreateSubscriberDefinition> = {
  program: 'pg_createsubscriber',
  since: 17,

  problems(definition, major) {
    return [
      ...shellPathProblems(l10n.t('The target'), definition.target),
      ...shellPathProblems(l10n.t('The folder of the socket'), definition.socketDirectory),
      ...shellPathProblems(l10n.t('The configuration file'), definition.configFile),
      ...namesProblems(definition),
      ...sinceProblems(true, l10n.t('Turning a standby into a subscriber'), 17, major),
      ...sinceProblems(definition.allDatabases, l10n.t('All databases'), 18, major),
      ...sinceProblems(definition.twoPhase, l10n.t('Two-phase commit'), 18, major),
      ...sinceProblems(definition.cleanPublications, l10n.t('Dropping publications'), 18, major),
    ];
  },

  arguments(definition, _major, connection) {
    const many = (name: string, values: readonly string[] = []) => values.map((value) => `${name}=${value}`);
    return [
      '--verbose',
      `--pgdata=${definition.target}`,
      `--publisher-server=${connection}`,
      ...many('--database', definition.databases),
      ...flag('--all', definition.allDatabases),
      ...many('--publication', definition.publications),
      ...many('--subscription', definition.subscriptions),
      ...many('--replication-slot', definition.slots),
      ...option('--subscriber-port', definition.subscriberPort),
      ...option('--socketdir', definition.socketDirectory),
      ...option('--subscriber-username', definition.subscriberUser),
      ...option('--config-file', definition.configFile),
      ...option('--recovery-timeout', definition.recoveryTimeout),
      ...flag('--enable-two-phase', definition.twoPhase),
      ...flag('--clean=publications', definition.cleanPublications),
      ...flag('--dry-run', definition.dryRun),
    ];
  },
};
