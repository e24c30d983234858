import type { LanguageService } from '../language-client.ts';

/** Shows what the extension and the language server wrote down. */
export async function showOutput(service: LanguageService): Promise<void> {
  service.output.show();
}
