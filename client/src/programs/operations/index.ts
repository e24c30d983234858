import * as z from 'zod/mini';
import * as l10n from '../../l10n.ts';
import { baseBackup, baseBackupSchema } from './base-backup.ts';
import { combineBackups, combineBackupsSchema } from './combine-backups.ts';
import { promote, promoteSchema, start, startSchema, stop, stopSchema } from './control.ts';
import { createSubscriber, createSubscriberSchema } from './create-subscriber.ts';
import type { Operation } from './parts.ts';
import { receiveWal, receiveWalSchema } from './receive-wal.ts';
import { rewind, rewindSchema } from './rewind.ts';
import { verifyBackup, verifyBackupSchema } from './verify-backup.ts';

/** Every task of ours, as it stands in tasks.json. */
export const taskSchema = z.discriminatedUnion('operation', [
  baseBackupSchema,
  receiveWalSchema,
  verifyBackupSchema,
  combineBackupsSchema,
  rewindSchema,
  createSubscriberSchema,
  startSchema,
  stopSchema,
  promoteSchema,
]);
export type TaskDefinition = z.infer<typeof taskSchema>;

/** A definition with its operation, so that both are of one kind. */
export interface Bound {
  readonly program: Operation<never>['program'];
  readonly since: number;
  problems(clientMajor: number): readonly string[];
  arguments(clientMajor: number, connection: string): readonly string[];
}

function bind<Definition>(operation: Operation<Definition>, definition: Definition): Bound {
  return {
    program: operation.program,
    since: operation.since,
    problems: (major) => operation.problems(definition, major),
    arguments: (major, connection) => operation.arguments(definition, major, connection),
  };
}

/** What runs for a definition. */
export function operationOf(definition: TaskDefinition): Bound {
  switch (definition.operation) {
    case 'basebackup':
      return bind(baseBackup, definition);
    case 'receivewal':
      return bind(receiveWal, definition);
    case 'verifybackup':
      return bind(verifyBackup, definition);
    case 'combinebackup':
      return bind(combineBackups, definition);
    case 'rewind':
      return bind(rewind, definition);
    case 'createsubscriber':
      return bind(createSubscriber, definition);
    case 'start':
      return bind(start, definition);
    case 'stop':
      return bind(stop, definition);
    case 'promote':
      return bind(promote, definition);
  }
}

/** The arguments of a definition for a program of a major, and what is wrong with it. */
export function argumentsOf(definition: TaskDefinition, clientMajor: number, connection: string): readonly string[] {
  return operationOf(definition).arguments(clientMajor, connection);
}

/** Why a definition of tasks.json cannot be used, in one sentence; else the definition. */
export function readDefinition(value: unknown): TaskDefinition | string {
  const { data, error } = taskSchema.safeParse(value);
  if (data) return data;
  const [issue] = error?.issues ?? [];
  const field = issue?.path.join('.') ?? '';
  if (field === 'operation' || field === '') return l10n.t('The task names no operation that there is.');
  return l10n.t("The task's {0} cannot be used: {1}.", field, issue?.message ?? l10n.t('it is not of the right kind'));
}
