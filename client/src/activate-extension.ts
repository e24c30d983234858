import { type ExtensionContext, window } from 'vscode';
import { registerCommands } from './commands/index.ts';
import { type ClientMaker, startLanguageService } from './language-client.ts';
import { extensionName } from './manifest.ts';
import { showTarget } from './target-status.ts';

/** What both hosts do: everything is made here, nothing elsewhere. */
export async function activateExtension(context: ExtensionContext, make: ClientMaker): Promise<void> {
  const output = window.createOutputChannel(extensionName, { log: true });
  context.subscriptions.push(output);
  const service = await startLanguageService(context, output, make);
  context.subscriptions.push(registerCommands(service), showTarget(service));
}
