import type { Position, Range } from 'vscode-languageserver';
import type { TextRange } from '../../../core/src/index.ts';
import type { FileView } from '../session.ts';
import { type AuthCursor, authCursor } from './auth-cursor.ts';
import { authLineAt } from './auth-line.ts';
import { readableLine } from './readable-line.ts';

/** A cursor in a record, and what an item in its place replaces, or a part of it. */
export interface AuthPlace {
  readonly cursor: AuthCursor;
  rangeOf(part: TextRange): Range;
}

/** The place of a cursor; undefined in a comment, and in a word that a backslash tears apart: an edit is of one line. */
export function authPlace(view: FileView, position: Position): AuthPlace | undefined {
  const { text, column, rangeOf } = authLineAt(view.document, position, view.located.server.catalog.major);
  const readable = readableLine(view, text, position.line);
  const cursor = readable === undefined ? undefined : authCursor(readable, column);
  const range = cursor && rangeOf(cursor.range);
  return range && range.start.line === range.end.line ? { cursor, rangeOf } : undefined;
}
