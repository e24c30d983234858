import type { TextRange } from '../text/range.ts';

/**
 * Something the server's own reader refuses. `code` is the id of the message in the rule that reports it, `holes` fill
 * that message.
 */
export interface SyntaxProblem {
  readonly code: string;
  readonly range: TextRange;
  readonly holes: Readonly<Record<string, string | number>>;
}

/** The outcome of reading one text: never an exception, every range inside the text. */
export interface Parsed<Entry> {
  readonly entries: readonly Entry[];
  readonly problems: readonly SyntaxProblem[];
}
