import type { InitializeParams } from 'vscode-languageserver';
import type { Uri } from '../../core/src/index.ts';

/** What this client can do, as far as it changes our answers. */
export interface ClientFacts {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly showsRelatedInformation: boolean;
  /** An outline may have levels. */
  readonly showsNestedSymbols: boolean;
  readonly takesSnippets: boolean;
  /** A list may say once what holds for all its items. */
  readonly takesItemDefaults: boolean;
  readonly takesDocumentChanges: boolean;
  readonly takesFileOperations: boolean;
  readonly takesAnnotations: boolean;
  /** Which of the features that a client must ask for by name it knows. */
  readonly asks: KnownFeatures;
  readonly refreshes: Refreshes;
  readonly watchesFiles: boolean;
  /** Whether it can be asked to tell of changed settings. */
  readonly watchesSettings: boolean;
  readonly changesFolders: boolean;
  readonly tellsSettings: boolean;
  readonly answersFiles: boolean;
  readonly hasCommands: boolean;
  /** Ends in a slash. */
  readonly rulePages: string | undefined;
  readonly settings: unknown;
  /** Translations of our texts, for `l10n`. */
  readonly texts: unknown;
  readonly folders: readonly Uri[];
}

/** Features that are offered to clients that know them. */
interface KnownFeatures {
  readonly references: boolean;
  readonly rename: boolean;
  /** Whether it looks at what would be renamed first. */
  readonly prepareRename: boolean;
  readonly highlights: boolean;
  readonly selectionRanges: boolean;
  readonly workspaceSymbols: boolean;
  readonly inlayHints: boolean;
  readonly codeLenses: boolean;
  readonly semanticTokens: boolean;
}

/** What a client asks anew when it is told that the answers may be others now. */
interface Refreshes {
  readonly inlayHints: boolean;
  readonly codeLenses: boolean;
  readonly semanticTokens: boolean;
}

function optionsOf(params: InitializeParams): Readonly<Record<string, unknown>> {
  const options: unknown = params.initializationOptions;
  return typeof options === 'object' && options !== null ? { ...options } : {};
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly Uri[] {
  const found = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return found.map((uri) => uri.replace(/\/+$/, ''));
}

const itemDefaults = ['editRange', 'insertTextFormat', 'data'];

function hasAll(known: readonly string[] | undefined): boolean {
  return itemDefaults.every((name) => known?.includes(name));
}

function knownFeatures({ workspace, textDocument }: InitializeParams['capabilities']): KnownFeatures {
  return {
    references: textDocument?.references !== undefined,
    rename: textDocument?.rename !== undefined,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    highlights: textDocument?.documentHighlight !== undefined,
    selectionRanges: textDocument?.selectionRange !== undefined,
    workspaceSymbols: workspace?.symbol !== undefined,
    inlayHints: textDocument?.inlayHint !== undefined,
    codeLenses: textDocument?.codeLens !== undefined,
    semanticTokens: textDocument?.semanticTokens !== undefined,
  };
}

/** Reads the client's capabilities and our own options. */
export function clientFacts(params: InitializeParams): ClientFacts {
  const { workspace, textDocument } = params.capabilities;
  const { files, commands, rulePages, settings, texts } = optionsOf(params);
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    showsRelatedInformation: textDocument?.publishDiagnostics?.relatedInformation !== false,
    showsNestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    takesItemDefaults: hasAll(textDocument?.completion?.completionList?.itemDefaults),
    takesDocumentChanges: workspace?.workspaceEdit?.documentChanges === true,
    takesFileOperations: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    takesAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    asks: knownFeatures(params.capabilities),
    refreshes: {
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
      codeLenses: workspace?.codeLens?.refreshSupport === true,
      semanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    },
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    tellsSettings: workspace?.configuration === true,
    answersFiles: files === true,
    hasCommands: commands === true,
    rulePages: typeof rulePages === 'string' ? rulePages : undefined,
    settings,
    texts,
    folders: foldersOf(params),
  };
}
