import type { FullDocumentDiagnosticReport, Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, FileOrigin, Uri } from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import { type DocumentOf, toDiagnostic } from '../convert.ts';

/** A finding that has a place in a file. */
export type FileFinding = Diagnostic & { readonly at: FileOrigin };

/** Those findings of a server that are about one of its files. */
export function findingsIn(findings: readonly Diagnostic[], uri: Uri): readonly FileFinding[] {
  return findings.filter((finding): finding is FileFinding => finding.at.kind === 'file' && finding.at.uri === uri);
}

/** The findings about one file in LSP's terms. */
export function diagnosticsOf(
  findings: readonly Diagnostic[],
  uri: Uri,
  document: TextDocument,
  documentOf: DocumentOf,
  client: ClientFacts,
): LspDiagnostic[] {
  return findingsIn(findings, uri).map((finding) => toDiagnostic(finding, document, documentOf, client));
}

/** A report under an id that is the same for the same findings, so that nothing needs to be remembered. */
export function fullReport(items: LspDiagnostic[]): FullDocumentDiagnosticReport & { readonly resultId: string } {
  return { kind: 'full', resultId: hash(JSON.stringify(items)), items };
}

/** 52 bits of two FNV-1a hashes: enough to tell one state of a file from the next. */
function hash(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return `${(low >>> 0).toString(36)}-${(high >>> 0).toString(36)}`;
}
