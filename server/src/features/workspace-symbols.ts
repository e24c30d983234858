import type { CancellationToken, SymbolInformation } from 'vscode-languageserver';
import { type FileOrigin, maskSecrets, nameOf, type ServerConfig } from '../../../core/src/index.ts';
import { toLocation } from '../convert.ts';
import type { Look } from '../look.ts';
import { SymbolKind } from '../lsp.ts';
import { shownValue } from './shown-value.ts';

/** More than anyone reads; what is typed next narrows it down. */
const most = 500;

interface Found {
  readonly name: string;
  readonly at: FileOrigin;
  readonly kind: SymbolKind;
}

/** Settings and records of every server of the workspace whose name or value has the letters of the query in their order. */
export async function workspaceSymbols(
  look: Look,
  query: string,
  token: CancellationToken,
): Promise<SymbolInformation[]> {
  const letters = query.toLowerCase().replace(/\s/g, '');
  const symbols: SymbolInformation[] = [];
  for (const { server } of await look.servers()) {
    for (const { name, at, kind } of [...settingsOf(server), ...recordsOf(server)]) {
      if (symbols.length >= most || token.isCancellationRequested) return symbols;
      if (!hasInOrder(name.toLowerCase(), letters)) continue;
      const location = toLocation(at, (uri) => look.document(uri, server));
      symbols.push({ name, kind, location, containerName: `${server.name}: ${nameOf(at.uri)}` });
    }
  }
  return symbols;
}

function settingsOf(server: ServerConfig): readonly Found[] {
  return server.settings.map((setting) => ({
    name: maskSecrets(`${setting.name} = ${shownValue(server, setting.name, setting).text}`),
    at: setting.nameAt,
    kind: SymbolKind.Property,
  }));
}

/** Up to the method: options may hold secrets. */
function recordsOf({ hba }: ServerConfig): readonly Found[] {
  return hba.map(({ type, databases, users, address, mask, method, uri, range }) => {
    const list = (items: typeof users) => items.map(({ text }) => text).join(',');
    const words = [type.text, list(databases), list(users), address?.text, mask?.text, method.text];
    const name = words.filter((word) => word !== undefined).join(' ');
    return { name: maskSecrets(name), at: { kind: 'file', uri, range }, kind: SymbolKind.Array };
  });
}

function hasInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
