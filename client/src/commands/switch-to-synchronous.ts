import type { Uri } from 'vscode';
import * as z from 'zod/mini';
import type { SwitchRequest } from '../../../core/src/index.ts';
import type { SwitchOptions } from '../../../server/src/protocol.ts';
import { noPrimaryFound, UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { LanguageService } from '../language-client.ts';
import { applySwitch } from './apply-switch.ts';
import { askForSynchronous } from './ask-for-synchronous.ts';
import { commandDocument } from './command-document.ts';

type SynchronousRequest = Extract<SwitchRequest, { mode: 'synchronous' }>;

const choices = z.object({
  method: z.optional(z.enum(['FIRST', 'ANY'])),
  count: z.optional(z.int().check(z.minimum(1))),
  standbys: z.optional(z.array(z.string())),
  preview: z.optional(z.enum(['ask', 'each', 'none'])),
});
type Choices = z.infer<typeof choices>;

/** The request that the argument spells out; undefined if it leaves the choice to the user. */
function requestOf({ method, count, standbys }: Choices, options: SwitchOptions): SynchronousRequest | undefined {
  if (method === undefined && count === undefined && standbys === undefined) return undefined;
  return {
    mode: 'synchronous',
    method: method ?? 'FIRST',
    count: count ?? 1,
    standbys: standbys ?? options.candidates.map(({ name }) => name),
  };
}

async function optionsFor(service: LanguageService, document: Uri): Promise<SwitchOptions> {
  const options = await service.switchOptions(document);
  if (!options) throw new UserError(noPrimaryFound);
  return options;
}

/**
 * Makes commits wait for standbys. A keybinding may give `{ uri, method, count, standbys, preview }`: what is named is not asked. Returns whether files were changed.
 */
export async function switchToSynchronous(service: LanguageService, argument: unknown): Promise<boolean> {
  const document = commandDocument(argument);
  const read = choices.safeParse(argument);
  const given = read.success ? read.data : {};
  const options = await optionsFor(service, document);
  if (options.candidates.length === 0) {
    throw new UserError(
      l10n.t('The workspace shows no standby: open the folder that holds both, or name it in pg-replication.json.'),
    );
  }
  const request = requestOf(given, options) ?? (await askForSynchronous(options));
  return request ? applySwitch(service, document, request, given.preview ?? 'ask') : false;
}
