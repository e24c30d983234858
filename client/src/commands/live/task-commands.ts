import { homedir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '../../l10n.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { type LiveCommandId, liveCommandIds, taskType } from '../../manifest.ts';
import { slotProblems } from '../../programs/operations/parts.ts';
import { offerTask } from './offer-task.ts';
import { runFlow } from './quick-steps.ts';
import { takeBaseBackup } from './take-base-backup.ts';
import {
  askField,
  askPath,
  type Choice,
  chooseFields,
  chooseManyFields,
  type Draft,
  type DraftStep,
} from './task-steps.ts';

type TaskCommand = (services: LiveServices, target: Target | undefined) => Promise<unknown>;

/** What a row of the tree knows of the data directory of its server; '' if nothing. */
function dataDirectoryOf({ fleet }: LiveServices, target: Target | undefined): string {
  const servers = fleet.get(target?.cluster ?? '')?.topology?.servers;
  const look = servers?.find(({ key }) => key === target?.server)?.look;
  return (look?.reached && look.identity.dataDirectory) || '';
}

/** A command that asks for the fields of a definition and offers it as a task. */
function localCommand(
  operation: string,
  title: string,
  steps: (directory: string) => readonly DraftStep[],
): TaskCommand {
  return async (services, target) => {
    const draft = await runFlow<Draft>(title, { type: taskType, operation }, steps(dataDirectoryOf(services, target)));
    return draft && offerTask(services, draft);
  };
}

/** The same for a task that connects to a server. */
function serverCommand(
  operation: string,
  title: string,
  steps: (cluster: string) => readonly DraftStep[],
): TaskCommand {
  return async (services, target) => {
    const chosen = await services.chooseServer(target);
    if (!chosen) return undefined;
    const cluster = chosen.cluster.profile.name;
    const start: Draft = { type: taskType, operation, cluster, server: chosen.server.key };
    const draft = await runFlow(title, start, steps(cluster));
    return draft && offerTask(services, draft);
  };
}

const receiveWal = serverCommand('receivewal', l10n.t('Receive WAL'), (cluster) => [
  askPath('target', l10n.t('The folder of the archive on this machine'), {
    value: join(homedir(), 'pg-wal', cluster.replace(/[^\w.-]+/g, '_')),
  }),
  askField({
    field: 'slot',
    prompt: l10n.t('A replication slot that is there; empty: without one (WAL may be gone before it is received)'),
    optional: true,
    problem: (name) => slotProblems(name)[0],
  }),
]);

const skipChecksums: Choice = {
  label: l10n.t('Skip the checksums of files'),
  detail: l10n.t('Quick: names and sizes only.'),
  fields: { skipChecksums: true },
};
const skipWal: Choice = {
  label: l10n.t('Skip the WAL'),
  detail: l10n.t('For backups taken without WAL.'),
  fields: { parseWal: false },
};

const verifyBackup = localCommand('verifybackup', l10n.t('Verify Backup'), () => [
  askPath('target', l10n.t('The folder of the backup')),
  chooseManyFields([skipChecksums, skipWal], [], l10n.t('Anything to leave out (13 and newer)')),
]);

function paths(text: string): readonly string[] {
  return text
    .split(';')
    .map((path) => path.trim())
    .filter((path) => path !== '');
}

const combineBackups = localCommand('combinebackup', l10n.t('Combine Incremental Backups'), () => [
  askField({
    field: 'backups',
    prompt: l10n.t('The folders of the full backup and of each incremental one in order, with ; between them'),
    placeholder: '/backups/sunday;/backups/monday;/backups/tuesday',
    problem: (text) => (paths(text).length < 2 ? l10n.t('A full backup and at least one incremental one.') : undefined),
    read: paths,
  }),
  askPath('target', l10n.t('Where the full backup goes: a folder that is absent or empty')),
]);

const noStandby: Choice = { label: l10n.t('Only rewind'), fields: {} };
const asStandby: Choice = {
  label: l10n.t('Make it a standby of the source'),
  detail: l10n.t('Writes standby.signal and primary_conninfo (13 and newer).'),
  fields: { writeRecoveryConf: true },
};

const rewindServer = serverCommand('rewind', l10n.t('Rewind Data Directory: from the new primary'), () => [
  askPath('target', l10n.t('The data directory to be rewound, of a former primary that is stopped')),
  chooseFields([asStandby, noStandby], l10n.t('The dry run comes first; you are asked again after it')),
]);

const createSubscriber = serverCommand('createsubscriber', l10n.t('Convert Standby to Logical Subscriber'), () => [
  askPath('target', l10n.t('The data directory of the standby, which is stopped')),
  askField({
    field: 'databases',
    prompt: l10n.t('The databases to be subscribed, with commas between them'),
    read: (text) =>
      text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
  }),
]);

const modes: readonly Choice[] = [
  { label: l10n.t('Fast'), detail: l10n.t('Ends the sessions, writes everything, stops.'), fields: { mode: 'fast' } },
  { label: l10n.t('Smart'), detail: l10n.t('Waits until the sessions have ended.'), fields: { mode: 'smart' } },
  {
    label: l10n.t('Immediate'),
    detail: l10n.t('Breaks off; the next start recovers as after a crash.'),
    fields: { mode: 'immediate' },
  },
];

function askDirectory(directory: string): DraftStep {
  return askPath('target', l10n.t('A data directory on this machine'), { value: directory });
}

/** The commands that run PostgreSQL's programs, each by way of a task. */
export const taskCommands = {
  [liveCommandIds.takeBaseBackup]: takeBaseBackup,
  [liveCommandIds.receiveWal]: receiveWal,
  [liveCommandIds.verifyBackup]: verifyBackup,
  [liveCommandIds.combineBackups]: combineBackups,
  [liveCommandIds.rewindServer]: rewindServer,
  [liveCommandIds.createSubscriber]: createSubscriber,
  [liveCommandIds.startServer]: localCommand('start', l10n.t('Start Data Directory'), (directory) => [
    askDirectory(directory),
  ]),
  [liveCommandIds.stopServer]: localCommand('stop', l10n.t('Stop Data Directory'), (directory) => [
    askDirectory(directory),
    chooseFields(modes, l10n.t('How')),
  ]),
  [liveCommandIds.promoteDataDirectory]: localCommand('promote', l10n.t('Promote Data Directory'), (directory) => [
    askDirectory(directory),
  ]),
} as const satisfies Partial<Record<LiveCommandId, TaskCommand>>;
