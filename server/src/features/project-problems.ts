import type { Diagnostic } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Uri } from '../../../core/src/index.ts';
import type { Project } from '../../../project/src/load-project.ts';
import { toRange } from '../convert.ts';

/** What is wrong with one of a project's own files: it never stops the others from being judged. */
export function projectProblems(project: Project, uri: Uri): Diagnostic[] {
  const file = project.files.find((it) => it.uri === uri);
  if (!file) return [];
  const document = TextDocument.create(uri, 'json', 0, file.text);
  return file.problems.map(({ message, range }) => ({
    range: toRange(document, range),
    severity: 2,
    source: 'pg-replication',
    code: 'project-file',
    message,
  }));
}
