import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateExtension } from './activate-extension.ts';
import { extensionName, settingsSection } from './manifest.ts';

/** In a browser: the language server is a web worker. */
export async function activate(context: ExtensionContext): Promise<void> {
  const address = Uri.joinPath(context.extensionUri, 'dist', 'server.web.js').toString(true);
  await activateExtension(
    context,
    (options) => new LanguageClient(settingsSection, extensionName, new Worker(address), options),
  );
}
