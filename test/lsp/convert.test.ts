import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Edit } from '../../core/src/index.ts';
import { clientFacts } from '../../server/src/client-facts.ts';
import { toWorkspaceEdit } from '../../server/src/convert.ts';

const able = clientFacts({
  processId: null,
  rootUri: null,
  capabilities: {
    workspace: {
      workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'delete'], changeAnnotationSupport: {} },
    },
  },
});
const open = TextDocument.create('file:///a', 'postgresql-conf', 7, 'one\ntwo\n');
const saved = TextDocument.create('file:///b', '', 0, 'three\n');
const documentOf = (uri: string) => [open, saved].find((document) => document.uri === uri);
const replace = (uri: string, start: number, end: number, text: string): Edit => ({
  kind: 'replace',
  at: { kind: 'file', uri, range: { start, end } },
  text,
});

suite('edits', () => {
  test('open documents are edited in their version, others in any', () => {
    const edits = [{ edit: replace('file:///a', 4, 7, 'x') }, { edit: replace('file:///b', 0, 0, 'y') }];
    assert.deepEqual(toWorkspaceEdit(edits, documentOf, able), {
      documentChanges: [
        {
          textDocument: { uri: 'file:///a', version: 7 },
          edits: [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } }, newText: 'x' }],
        },
        {
          textDocument: { uri: 'file:///b', version: null },
          edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: 'y' }],
        },
      ],
    });
  });

  test('files are made and deleted, with the reason as an annotation', () => {
    const edits = [
      { edit: { kind: 'create', uri: 'file:///c', text: 'z' }, why: 'needed' },
      { edit: { kind: 'delete', uri: 'file:///b' }, why: 'password=hush' },
    ] as const;
    const made = toWorkspaceEdit(edits, documentOf, able);
    assert.deepEqual(
      made.documentChanges?.map((change) => ('kind' in change ? change.kind : 'edit')),
      ['create', 'edit', 'delete'],
    );
    assert.deepEqual(Object.keys(made.changeAnnotations ?? {}), ['needed', 'password=****']);
  });

  test('an edit of a text that is not known is never guessed', () => {
    assert.throws(() => toWorkspaceEdit([{ edit: replace('file:///z', 5, 6, 'x') }], documentOf, able));
  });
});
