/**
 * What we use of the library besides its types, taken in one place: each file that imports from it would make a copy of
 * its hundreds of names at the start.
 */
export {
  CompletionItemKind,
  CompletionItemTag,
  DiagnosticTag,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentHighlightKind,
  FoldingRangeKind,
  InsertTextFormat,
  LSPErrorCodes,
  ResponseError,
  SymbolKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
