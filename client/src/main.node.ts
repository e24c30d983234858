import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateExtension } from './activate-extension.ts';
import { extensionName, settingsSection } from './manifest.ts';

/** Desktop and remote: the language server is a node process of its own. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.node.cjs').fsPath;
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6019'] } };
  await activateExtension(
    context,
    (options) => new LanguageClient(settingsSection, extensionName, { run, debug }, options),
  );
}
