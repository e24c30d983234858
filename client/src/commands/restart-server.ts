import type { LanguageService } from '../language-client.ts';

/** Ends the language server and starts a new one. */
export async function restartServer(service: LanguageService): Promise<void> {
  await service.restart();
}
