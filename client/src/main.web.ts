import './speak.ts';
import { type ExtensionContext, Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { activateExtension } from './activate-extension.ts';
import { extensionName, settingsSection } from './manifest.ts';

/** In a browser: the language server is a web worker. */
export function activate(context: ExtensionContext): void {
  const address = Uri.joinPath(context.extensionUri, 'dist', 'server.main.js').toString(true);
  let worker: Worker | undefined;
  // Each start makes a worker of its own: the one before may have failed, or hang.
  const start = async () => {
    worker?.terminate();
    worker = new Worker(address);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  activateExtension(context, (options) => new LanguageClient(settingsSection, extensionName, start, options));
}
