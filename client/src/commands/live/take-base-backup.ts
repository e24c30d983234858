import { homedir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '../../l10n.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { taskType } from '../../manifest.ts';
import type { TaskDefinition } from '../../programs/operations/index.ts';
import { slotProblems } from '../../programs/operations/parts.ts';
import { offerTask } from './offer-task.ts';
import { runFlow } from './quick-steps.ts';
import { askField, askPath, type Choice, chooseFields, chooseManyFields, type DraftStep } from './task-steps.ts';

const formats: readonly Choice[] = [
  {
    label: l10n.t('Plain files'),
    detail: l10n.t('A data directory that a server can start from.'),
    fields: { format: 'plain' },
  },
  {
    label: l10n.t('Tar files'),
    detail: l10n.t('One file for the data directory, one for each tablespace.'),
    fields: { format: 'tar' },
  },
  {
    label: l10n.t('Tar files, compressed'),
    detail: l10n.t('With gzip, on this machine.'),
    fields: { format: 'tar', compress: 'gzip' },
  },
];

const walMethods: readonly Choice[] = [
  {
    label: l10n.t('Stream the WAL alongside'),
    detail: l10n.t('Takes a second WAL sender; nothing can be missing.'),
    fields: { walMethod: 'stream' },
  },
  {
    label: l10n.t('Fetch the WAL at the end'),
    detail: l10n.t('Takes one WAL sender; the server must keep the WAL so long.'),
    fields: { walMethod: 'fetch' },
  },
  { label: l10n.t('No WAL'), detail: l10n.t('Only with an archive that has it.'), fields: { walMethod: 'none' } },
];

const fast: Choice = {
  label: l10n.t('Fast checkpoint'),
  detail: l10n.t('Begins at once; else it may take minutes.'),
  fields: { checkpoint: 'fast' },
};
const recovery: Choice = {
  label: l10n.t('Make it a standby'),
  detail: l10n.t('Writes standby.signal and primary_conninfo, without a password.'),
  fields: { writeRecoveryConf: true },
};
const slot: Choice = {
  label: l10n.t('Create a replication slot'),
  detail: l10n.t('The server keeps the WAL that a standby has not received yet.'),
  fields: { createSlot: true },
};
const rate: Choice = {
  label: l10n.t('Limit the rate'),
  detail: l10n.t('Spares the network.'),
  fields: { maxRate: '32M' },
};
const incremental: Choice = {
  label: l10n.t('Incremental'),
  detail: l10n.t('Only what has changed since an earlier backup (17+).'),
  fields: { incremental: '' },
};

function steps(cluster: string): readonly DraftStep[] {
  const folder = `${cluster.replace(/[^\w.-]+/g, '_')}-{time}`;
  return [
    chooseFields(formats, l10n.t('What the backup is made of')),
    chooseFields(walMethods, l10n.t('How the WAL of the time of the backup comes along')),
    askPath(
      'target',
      l10n.t('A folder on this machine that is absent or empty; {time} becomes the time of the start'),
      {
        value: join(homedir(), 'pg-backups', folder),
      },
    ),
    chooseManyFields([fast, recovery, slot, rate, incremental], [fast], l10n.t('Anything else')),
    askField({
      field: 'slot',
      prompt: l10n.t('Name of the new slot'),
      placeholder: 'standby1',
      problem: (name) => slotProblems(name)[0],
      applies: ({ createSlot }) => createSlot === true,
    }),
    askField({
      field: 'applicationName',
      prompt: l10n.t(
        'What the standby calls itself (as synchronous_standby_names names it); empty: nothing of its own',
      ),
      optional: true,
      applies: ({ writeRecoveryConf }) => writeRecoveryConf === true,
    }),
    askField({
      field: 'maxRate',
      prompt: l10n.t('Kilobytes in a second at most, or with M'),
      applies: ({ maxRate }) => maxRate !== undefined,
    }),
    askPath('incremental', l10n.t('The backup_manifest of the earlier backup'), {
      applies: (draft) => draft['incremental'] !== undefined,
    }),
  ];
}

/** Asks how, shows the command, and takes a base backup as a task. Undefined: given up. */
export async function takeBaseBackup(
  services: LiveServices,
  target: Target | undefined,
): Promise<TaskDefinition | undefined> {
  const chosen = await services.chooseServer(target);
  if (!chosen) return undefined;
  const cluster = chosen.cluster.profile.name;
  const start = { type: taskType, operation: 'basebackup', cluster, server: chosen.server.key };
  const draft = await runFlow(l10n.t('Base Backup of {0}', cluster), start, steps(cluster));
  return draft && offerTask(services, draft);
}
