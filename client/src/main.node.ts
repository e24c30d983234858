import './speak.ts';
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateExtension } from './activate-extension.ts';
import { LazyLiveSide } from './lazy-live-side.ts';
import { extensionName, settingsSection } from './manifest.ts';

let live: LazyLiveSide | undefined;

/** Desktop and remote: the language server is a node process of its own, and live servers can be reached. */
export async function activate(context: ExtensionContext): Promise<LazyLiveSide> {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.node.cjs').fsPath;
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6019'] } };
  const output = activateExtension(
    context,
    (options) => new LanguageClient(settingsSection, extensionName, { run, debug }, options),
  );
  live = new LazyLiveSide(context, output);
  context.subscriptions.push(live);
  return live;
}

/** Waits until no session, task or demo cluster is left. */
export async function deactivate(): Promise<void> {
  await live?.end();
}
