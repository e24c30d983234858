import type {
  ChangeAnnotation,
  DiagnosticSeverity,
  Location,
  Diagnostic as LspDiagnostic,
  Range,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Diagnostic,
  type Edit,
  type FileOrigin,
  maskSecrets,
  type Severity,
  type TextRange,
  type Uri,
} from '../../core/src/index.ts';
import type { ClientFacts } from './client-facts.ts';
import { DiagnosticTag } from './lsp.ts';

/** The text of a file as far as it is known; undefined otherwise. */
export type DocumentOf = (uri: Uri) => TextDocument | undefined;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = { error: 1, warning: 2, information: 3, hint: 4 };
const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;
const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** An edit with the reason that the user is shown before it is applied. */
export interface ExplainedEdit {
  readonly edit: Edit;
  readonly why?: string;
}

/** A range of a document in LSP's terms. */
export function toRange(document: TextDocument, range: TextRange): Range {
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

/** A place in a file; the start of the file where its text is not known. */
export function toLocation(at: FileOrigin, documentOf: DocumentOf): Location {
  const document = documentOf(at.uri);
  return { uri: document?.uri ?? at.uri, range: document ? toRange(document, at.range) : nowhere };
}

/** The place of an edit. Throws where the text is not known: an edit at a wrong place would destroy it. */
function placeOfEdit(at: FileOrigin, documentOf: DocumentOf): Location {
  if (!documentOf(at.uri)) throw new Error('an edit of a file whose text is not known');
  return toLocation(at, documentOf);
}

/** A finding in LSP's terms; it must lie in `document`. */
export function toDiagnostic(
  finding: Diagnostic & { readonly at: FileOrigin },
  document: TextDocument,
  documentOf: DocumentOf,
  client: ClientFacts,
): LspDiagnostic {
  const related = finding.related.flatMap(({ at, message }) =>
    at.kind === 'file' ? [{ location: toLocation(at, documentOf), message }] : [],
  );
  return {
    range: toRange(document, finding.at.range),
    severity: severities[finding.severity],
    code: finding.rule,
    source: 'pg-replication',
    message: finding.message,
    ...(client.rulePages !== undefined &&
      finding.group !== 'organisation' && { codeDescription: { href: `${client.rulePages}${finding.rule}.md` } }),
    ...(related.length > 0 && client.showsRelatedInformation && { relatedInformation: related }),
    ...(finding.tags.length > 0 && { tags: finding.tags.map((tag) => tags[tag]) }),
  };
}

/**
 * Edits in LSP's terms. Reasons become annotations that ask the user to confirm, where the client knows them. A client that
 * only takes changes of texts gets only those, and a new file as an insertion into it.
 */
export function toWorkspaceEdit(
  edits: readonly ExplainedEdit[],
  documentOf: DocumentOf,
  client: ClientFacts,
): WorkspaceEdit {
  if (!client.takesDocumentChanges) return { changes: plainChanges(edits, documentOf) };
  const changes: NonNullable<WorkspaceEdit['documentChanges']> = [];
  const texts = new Map<Uri, TextDocumentEdit>();
  const annotations: Record<string, ChangeAnnotation> = {};
  const textEditsOf = (uri: Uri, version: number | null) => {
    const known = texts.get(uri);
    if (known) return known.edits;
    const made: TextDocumentEdit = { textDocument: { uri, version }, edits: [] };
    texts.set(uri, made);
    changes.push(made);
    return made.edits;
  };
  for (const { edit, why } of edits) {
    const label = why !== undefined && client.takesAnnotations ? maskSecrets(why) : undefined;
    const id = label === undefined ? {} : { annotationId: label };
    if (label !== undefined) annotations[label] = { label, needsConfirmation: true };
    if (edit.kind === 'replace') {
      const document = documentOf(edit.at.uri);
      const { uri, range } = placeOfEdit(edit.at, documentOf);
      textEditsOf(uri, document && document.languageId !== '' ? document.version : null).push({
        range,
        newText: edit.text,
        ...id,
      });
    } else if (!client.takesFileOperations) {
      if (edit.kind === 'create') textEditsOf(edit.uri, null).push({ range: nowhere, newText: edit.text, ...id });
    } else if (edit.kind === 'delete') changes.push({ kind: 'delete', uri: edit.uri, ...id });
    else {
      changes.push({ kind: 'create', uri: edit.uri, options: { ignoreIfExists: true }, ...id });
      textEditsOf(edit.uri, null).push({ range: nowhere, newText: edit.text, ...id });
    }
  }
  return { documentChanges: changes, ...(Object.keys(annotations).length > 0 && { changeAnnotations: annotations }) };
}

function plainChanges(edits: readonly ExplainedEdit[], documentOf: DocumentOf): Record<Uri, TextEdit[]> {
  const changes: Record<Uri, TextEdit[]> = {};
  for (const { edit } of edits) {
    if (edit.kind === 'delete') continue;
    const place = edit.kind === 'replace' ? placeOfEdit(edit.at, documentOf) : { uri: edit.uri, range: nowhere };
    changes[place.uri] ??= [];
    changes[place.uri]?.push({ range: place.range, newText: edit.text });
  }
  return changes;
}
