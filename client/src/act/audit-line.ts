import { maskSecrets } from '../../../core/src/index.ts';
import type { Action } from './action.ts';

/** A text on one line: control characters become escapes, passwords stars. */
function plain(text: string): string {
  return maskSecrets(text).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (it) => `\\u${(it.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** One line of the audit: time, target, statement, outcome. */
export function auditLine(
  { cluster, server }: Pick<Action, 'cluster' | 'server'>,
  statement: string,
  outcome: string,
  at: Date,
): string {
  return `${at.toISOString()} ${plain(cluster)}/${plain(server)} ${plain(statement)} → ${plain(outcome)}`;
}
