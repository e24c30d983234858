import { type ExtensionContext, type LogOutputChannel, window } from 'vscode';
import { registerCommands } from './commands/index.ts';
import { type ClientMaker, startLanguageService } from './language-client.ts';
import { extensionName } from './manifest.ts';
import { showTarget } from './target-status.ts';

/** What both hosts do: the language side. Returns the output that the host may go on writing to. */
export function activateExtension(context: ExtensionContext, make: ClientMaker): LogOutputChannel {
  const output = window.createOutputChannel(extensionName, { log: true });
  context.subscriptions.push(output);
  const service = startLanguageService(context, output, make);
  context.subscriptions.push(registerCommands(service), showTarget(service));
  return output;
}
