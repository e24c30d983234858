import * as z from 'zod/mini';
import * as l10n from '../../l10n.ts';
import { definitionOf, type Operation, option, pathProblems, shellPathProblems, when } from './parts.ts';

const localFields = {
  /** A data directory of this machine. */
  target: z.string(),
  /** Seconds to wait for the outcome. */
  timeout: z.optional(z.number()),
};

/** A task that starts a data directory's server. */
export const startSchema = definitionOf('start', {
  ...localFields,
  /** Where the server writes before its own logging starts; left out: beside the data directory. */
  logFile: z.optional(z.string()),
  /** Instead of the port of the configuration. */
  port: z.optional(z.number()),
});
export type StartDefinition = z.infer<typeof startSchema>;

/** A task that stops it. */
export const stopSchema = definitionOf('stop', {
  ...localFields,
  mode: z._default(z.enum(['smart', 'fast', 'immediate']), 'fast'),
});
export type StopDefinition = z.infer<typeof stopSchema>;

/** A task that makes a standby a primary. */
export const promoteSchema = definitionOf('promote', localFields);
export type PromoteDefinition = z.infer<typeof promoteSchema>;

function timeoutProblems({ timeout }: Pick<PromoteDefinition, 'timeout'>): readonly string[] {
  return when(
    timeout !== undefined && !(Number.isInteger(timeout) && timeout > 0),
    l10n.t('A timeout is in whole seconds.'),
  );
}

function commonProblems(definition: PromoteDefinition | StopDefinition): readonly string[] {
  return [...pathProblems(l10n.t('The data directory'), definition.target), ...timeoutProblems(definition)];
}

/** The log beside a data directory. */
export function controlLog(dataDirectory: string): string {
  return `${dataDirectory.replace(/[\\/]+$/, '')}.log`;
}

/** Where the server of a data directory writes what it says first. */
export function startLog({ logFile, target }: StartDefinition): string {
  return logFile ?? controlLog(target);
}

/** Starts a server; it lives on when the task is over. */
export const start: Operation<StartDefinition> = {
  program: 'pg_ctl',
  since: 10,
  problems(definition) {
    const { port, logFile, target } = definition;
    return [
      ...timeoutProblems(definition),
      ...shellPathProblems(l10n.t('The data directory'), target),
      ...shellPathProblems(l10n.t('The log file'), logFile),
      ...when(
        port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535),
        l10n.t('A port is a number from 1 to 65535.'),
      ),
    ];
  },
  arguments(definition) {
    const { target, timeout, port } = definition;
    return [
      'start',
      '--wait',
      '--pgdata',
      target,
      '--log',
      startLog(definition),
      ...option('--timeout', timeout),
      // pg_ctl hands its options to a shell: nothing but a number may be in them.
      ...option('--options', port === undefined ? undefined : `-p ${Number(port)}`),
    ];
  },
};

/** Stops a server. */
export const stop: Operation<StopDefinition> = {
  program: 'pg_ctl',
  since: 10,
  problems: commonProblems,
  arguments: ({ target, timeout, mode }) => [
    'stop',
    '--wait',
    '--pgdata',
    target,
    '--mode',
    mode,
    ...option('--timeout', timeout),
  ],
};

/** Promotes a standby. */
export const promote: Operation<PromoteDefinition> = {
  program: 'pg_ctl',
  since: 10,
  problems: commonProblems,
  arguments: ({ target, timeout }) => ['promote', '--wait', '--pgdata', target, ...option('--timeout', timeout)],
};
