import { type Disposable, type TextDocumentContentProvider, Uri, workspace } from 'vscode';

const scheme = 'pg-replication-comparison';

/** The two sides of comparisons, as documents that nobody can edit. */
export class ComparisonDocuments implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registered = [
    workspace.registerTextDocumentContentProvider(scheme, this),
    workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
  ];
  #count = 0;

  /** The URI of a document with this text; the name is for people. */
  add(name: string, text: string): Uri {
    const uri = Uri.from({ scheme, path: `/${++this.#count}/${name.replaceAll('/', '∕')}.conf` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    for (const it of this.#registered) it.dispose();
  }
}
