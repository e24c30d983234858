import assert from 'node:assert/strict';
import {
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  languages,
  type Position,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';

/** A file of the open workspace. */
export function fileUri(path: string): Uri {
  const root = workspace.workspaceFolders?.[0]?.uri;
  assert.ok(root, 'a workspace is open');
  return Uri.joinPath(root, path);
}

/** Shows a file of the workspace in an editor. */
export async function open(path: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(fileUri(path)), { preview: false });
}

/** Asks again and again until there is an answer that is neither undefined nor false; fails after `seconds`. */
export async function eventually<Value>(
  what: string,
  ask: () => Value | undefined | false | Promise<Value | undefined | false>,
  seconds = 15,
): Promise<Value> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    assert.ok(Date.now() < end, `within ${seconds} seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** A finding as tests compare it: `line severity code "text under it"`, lines from 1. */
export function findingsOf(document: TextDocument): readonly string[] {
  const all = languages.getDiagnostics(document.uri).filter(({ source }) => source === 'pg-replication');
  return all
    .toSorted((a, b) => a.range.start.compareTo(b.range.start) || codeOf(a).localeCompare(codeOf(b)))
    .map((it) => {
      const text = document.getText(it.range);
      return `${it.range.start.line + 1} ${DiagnosticSeverity[it.severity]} ${codeOf(it)} ${JSON.stringify(text)}`;
    });
}

/** Waits until a finding of that rule is shown, and returns it. */
export function finding(document: TextDocument, rule: string): Promise<Diagnostic> {
  return eventually(`a finding ${rule} in ${document.uri.path}`, () =>
    languages.getDiagnostics(document.uri).find((it) => codeOf(it) === rule),
  );
}

/** The place of the first occurrence of `text`, or its end. */
export function rangeOf(document: TextDocument, text: string): Range {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `${document.uri.path} has ${text}`);
  return new Range(document.positionAt(at), document.positionAt(at + text.length));
}

export function endOf(document: TextDocument): Position {
  return document.positionAt(document.getText().length);
}

/** The text of a file as the editor has it, open or not. */
export async function textOf(path: string): Promise<string> {
  return (await workspace.openTextDocument(fileUri(path))).getText();
}

/** Undoes in the active editor until `document` has its old text, and counts how often. */
export async function undoUntil(document: TextDocument, old: string): Promise<number> {
  for (let count = 1; count < 20; count++) {
    await commands.executeCommand('undo');
    if (document.getText() === old) return count;
  }
  return Number.POSITIVE_INFINITY;
}
