import * as z from 'zod/mini';
import type { LanguageService } from '../language-client.ts';
import { applySwitch } from './apply-switch.ts';
import { commandDocument } from './command-document.ts';

const choices = z.object({ preview: z.optional(z.enum(['ask', 'each', 'none'])) });

/**
 * Stops commits from waiting for standbys. A keybinding may give `{ uri, preview }`.
 * Returns whether files were changed.
 */
export async function switchToAsynchronous(service: LanguageService, argument: unknown): Promise<boolean> {
  const given = choices.safeParse(argument);
  const preview = given.data?.preview ?? 'ask';
  return applySwitch(service, commandDocument(argument), { mode: 'asynchronous' }, preview);
}
