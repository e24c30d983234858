import { homedir } from 'node:os';
import { join } from 'node:path';
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

const receiveWal = serverCommand('receivewal', 'Receive WAL', (cluster) => [
  askPath('target', 'The folder of the archive on this machine', {
    value: join(homedir(), 'pg-wal', cluster.replace(/[^\w.-]+/g, '_')),
  }),
  askField({
    field: 'slot',
    prompt: 'A replication slot that is there; empty: without one (WAL may be gone before it is received)',
    optional: true,
    problem: (name) => slotProblems(name)[0],
  }),
]);

const skipChecksums: Choice = {
  label: 'Skip the checksums of files',
  detail: 'Quick: names and sizes only.',
  fields: { skipChecksums: true },
};
const skipWal: Choice = {
  label: 'Skip the WAL',
  detail: 'For backups taken without WAL.',
  fields: { parseWal: false },
};

const verifyBackup = localCommand('verifybackup', 'Verify Backup', () => [
  askPath('target', 'The folder of the backup'),
  chooseManyFields([skipChecksums, skipWal], [], 'Anything to leave out (13 and newer)'),
]);

function paths(text: string): readonly string[] {
  return text
    .split(';')
    .map((path) => path.trim())
    .filter((path) => path !== '');
}

const combineBackups = localCommand('combinebackup', 'Combine Incremental Backups', () => [
  askField({
    field: 'backups',
    prompt: 'The folders of the full backup and of each incremental one in order, with ; between them',
    placeholder: '/backups/sunday;/backups/monday;/backups/tuesday',
    problem: (text) => (paths(text).length < 2 ? 'A full backup and at least one incremental one.' : undefined),
    read: paths,
  }),
  askPath('target', 'Where the full backup goes: a folder that is absent or empty'),
]);

const noStandby: Choice = { label: 'Only rewind', fields: {} };
const asStandby: Choice = {
  label: 'Make it a standby of the source',
  detail: 'Writes standby.signal and primary_conninfo (13 and newer).',
  fields: { writeRecoveryConf: true },
};

const rewindServer = serverCommand('rewind', 'Rewind Data Directory: from the new primary', () => [
  askPath('target', 'The data directory to be rewound, of a former primary that is stopped'),
  chooseFields([asStandby, noStandby], 'The dry run comes first; you are asked again after it'),
]);

const createSubscriber = serverCommand('createsubscriber', 'Convert Standby to Logical Subscriber', () => [
  askPath('target', 'The data directory of the standby, which is stopped'),
  askField({
    field: 'databases',
    prompt: 'The databases to be subscribed, with commas between them',
    read: (text) =>
      text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
  }),
]);

const modes: readonly Choice[] = [
  { label: 'Fast', detail: 'Ends the sessions, writes everything, stops.', fields: { mode: 'fast' } },
  { label: 'Smart', detail: 'Waits until the sessions have ended.', fields: { mode: 'smart' } },
  {
    label: 'Immediate',
    detail: 'Breaks off; the next start recovers as after a crash.',
    fields: { mode: 'immediate' },
  },
];

function askDirectory(directory: string): DraftStep {
  return askPath('target', 'A data directory on this machine', { value: directory });
}

/** The commands that run PostgreSQL's programs, each by way of a task. */
export const taskCommands = {
  [liveCommandIds.takeBaseBackup]: takeBaseBackup,
  [liveCommandIds.receiveWal]: receiveWal,
  [liveCommandIds.verifyBackup]: verifyBackup,
  [liveCommandIds.combineBackups]: combineBackups,
  [liveCommandIds.rewindServer]: rewindServer,
  [liveCommandIds.createSubscriber]: createSubscriber,
  [liveCommandIds.startServer]: localCommand('start', 'Start Data Directory', (directory) => [askDirectory(directory)]),
  [liveCommandIds.stopServer]: localCommand('stop', 'Stop Data Directory', (directory) => [
    askDirectory(directory),
    chooseFields(modes, 'How'),
  ]),
  [liveCommandIds.promoteDataDirectory]: localCommand('promote', 'Promote Data Directory', (directory) => [
    askDirectory(directory),
  ]),
} as const satisfies Partial<Record<LiveCommandId, TaskCommand>>;
