import { posix, win32 } from 'node:path';
import * as z from 'zod/mini';
import * as l10n from '../../l10n.ts';
import { taskType } from '../../manifest.ts';
import type { ProgramName } from '../find-programs.ts';

/** What one kind of task is: its program, its rules, its argument vector. All pure. */
export interface Operation<Definition> {
  readonly program: ProgramName;
  /** The first major that has the program. */
  readonly since: number;
  /** What is wrong with a definition for a program of this major, a sentence each; [] if nothing is. */
  problems(definition: Definition, clientMajor: number): readonly string[];
  /** The arguments without the program. `connection` is a connection string without a password; '' if none is needed. */
  arguments(definition: Definition, clientMajor: number, connection: string): readonly string[];
}

/** Which server of which profile a task connects to. */
export const connectionFields = {
  /** The name of a profile. */
  cluster: z.string(),
  /** `host:port` of one of its servers; left out: the primary. */
  server: z.optional(z.string()),
};

/** One definition's fields, with what all of them have. */
export function definitionOf<const Name extends string, Shape extends z.core.$ZodLooseShape>(
  operation: Name,
  shape: Shape,
) {
  return z.object({ type: z.literal(taskType), operation: z.literal(operation), ...shape });
}

/** A sentence if it holds, else nothing: lists of checks are made of these. */
export function when(isWrong: boolean, sentence: string): readonly string[] {
  return isWrong ? [sentence] : [];
}

/** An option with its value, if there is one. */
export function option(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [name, String(value)];
}

/** An option without a value, if it is wanted. */
export function flag(name: string, isWanted: boolean | undefined): readonly string[] {
  return isWanted ? [name] : [];
}

/** Whether a path can be taken for one thing only, wherever the program runs. */
export function isAbsolutePath(path: string): boolean {
  return (posix.isAbsolute(path) || win32.isAbsolute(path)) && !hasControls(path);
}

/** Whether a text holds characters that no name or path should have. */
export function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

/** The sentence for a path that is not absolute. */
export function pathProblems(what: string, path: string | undefined): readonly string[] {
  return when(path !== undefined && !isAbsolutePath(path), l10n.t('{0} must be an absolute path.', what));
}

/**
 * The sentences for a path that pg_ctl puts between double quotes into a command line of a shell (`start_postmaster` in
 * pg_ctl.c): what the shell would read otherwise must not be in it.
 */
export function shellPathProblems(what: string, path: string | undefined): readonly string[] {
  return [
    ...pathProblems(what, path),
    ...when(
      path !== undefined && (win32.isAbsolute(path) && !posix.isAbsolute(path) ? /["%]/ : /["$`\\]/).test(path),
      l10n.t(
        '{0} must be without quotation marks, $, %, backquotes and backslashes: pg_ctl gives it to a shell.',
        what,
      ),
    ),
  ];
}

/** The sentence for a name that no slot can have (`ReplicationSlotValidateName`). */
export function slotProblems(slot: string | undefined): readonly string[] {
  return when(
    slot !== undefined && !/^[a-z0-9_]{1,63}$/.test(slot),
    l10n.t('The name of a slot has 1 to 63 lower-case letters, digits and underscores.'),
  );
}

/** The sentence for a setting that a program of this major does not know yet. */
export function sinceProblems(isUsed: boolean, what: string, since: number, major: number): readonly string[] {
  return when(
    isUsed && major < since,
    l10n.t('{0} needs programs of PostgreSQL {1} or newer; these are of {2}.', what, since, major),
  );
}

/** Whether a server keeps the name as it is; so it does none at all. */
export function isApplicationName(name: string | undefined): boolean {
  return name === undefined || /^[\x20-\x7e]{1,63}$/.test(name);
}

export function applicationNameRule(): string {
  return l10n.t('An application name has 1 to 63 printable ASCII characters.');
}

export const manifestChecksums = z.enum(['NONE', 'CRC32C', 'SHA224', 'SHA256', 'SHA384', 'SHA512']);
export const syncMethod = z.enum(['fsync', 'syncfs']);
/** Folders of tablespaces: where they are on the server, and where they go. */
export const tablespaceMapping = z.record(z.string(), z.string());

/** Checks of a mapping; a path before `=` cannot end in a backslash, which would escape the `=`. */
export function mappingProblems(mapping: Readonly<Record<string, string>> | undefined): readonly string[] {
  const pairs = Object.entries(mapping ?? {});
  return [
    ...when(
      pairs.some((pair) => pair.some((path) => !isAbsolutePath(path))),
      l10n.t('Both sides of a tablespace mapping must be absolute paths.'),
    ),
    ...when(
      pairs.some(([from]) => from.endsWith('\\')),
      l10n.t('The path of a tablespace cannot end in a backslash here.'),
    ),
  ];
}

/** `-T OLD=NEW`; an `=` inside a path is written `\=` (`tablespace_list_append`), everything else stands for itself. */
export function mappingArguments(mapping: Readonly<Record<string, string>> | undefined): readonly string[] {
  const escaped = (path: string) => path.replaceAll('=', '\\=');
  return Object.entries(mapping ?? {}).map(([from, to]) => `--tablespace-mapping=${escaped(from)}=${escaped(to)}`);
}
