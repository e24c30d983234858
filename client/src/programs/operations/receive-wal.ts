import * as z from 'zod/mini';
import * as l10n from '../../l10n.ts';
import { compressionArguments } from './compression.ts';
import {
  applicationNameRule,
  connectionFields,
  definitionOf,
  flag,
  isApplicationName,
  type Operation,
  option,
  pathProblems,
  sinceProblems,
  slotProblems,
  when,
} from './parts.ts';

/** A task that receives WAL with pg_receivewal until it is ended. */
export const receiveWalSchema = definitionOf('receivewal', {
  ...connectionFields,
  /** The archive: a folder, which is made if its parent is there; what it holds already is gone on with. */
  target: z.string(),
  slot: z.optional(z.string()),
  compress: z.optional(z.string()),
  /** Flushes each piece at once, so that the archive can count as a synchronous standby. */
  synchronous: z._default(z.boolean(), false),
  applicationName: z.optional(z.string()),
  /** Ends there. */
  endPosition: z.optional(z.string()),
  /** Whether a lost connection is an error, instead of tried again. */
  failsOnDisconnect: z._default(z.boolean(), false),
});
export type ReceiveWalDefinition = z.infer<typeof receiveWalSchema>;

/** Receives WAL; ending the task is its regular end. */
export const receiveWal: Operation<ReceiveWalDefinition> = {
  program: 'pg_receivewal',
  since: 10,

  problems({ target, slot, compress, endPosition, applicationName }, major) {
    const methods = major >= 15 ? /^(?:gzip|lz4|none)(?::(?:level=)?\d{1,2})?$|^\d$/ : /^gzip(?::\d)?$|^\d$/;
    return [
      ...pathProblems(l10n.t('The target'), target),
      ...slotProblems(slot),
      ...when(
        compress !== undefined && !methods.test(compress),
        l10n.t(
          'pg_receivewal {0} compresses with {1}, and a level after a colon.',
          major,
          major >= 15 ? l10n.t('gzip, lz4 or none') : 'gzip',
        ),
      ),
      ...sinceProblems(endPosition !== undefined, l10n.t('An end position'), 11, major),
      ...when(!isApplicationName(applicationName), applicationNameRule()),
      ...when(
        endPosition !== undefined && !/^[0-9A-Fa-f]{1,8}\/[0-9A-Fa-f]{1,8}$/.test(endPosition),
        l10n.t('The end position is an LSN such as 0/3000000.'),
      ),
    ];
  },

  arguments(definition, major, connection) {
    const compress = definition.compress === 'gzip' && major < 15 ? 'gzip:6' : definition.compress;
    return [
      '--no-password',
      '--verbose',
      `--dbname=${connection}`,
      `--directory=${definition.target}`,
      ...option('--slot', definition.slot),
      ...flag('--synchronous', definition.synchronous),
      ...compressionArguments(compress, major),
      ...option('--endpos', definition.endPosition),
      ...flag('--no-loop', definition.failsOnDisconnect),
    ];
  },
};
