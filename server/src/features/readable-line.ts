import { maskParts } from '../../../core/src/index.ts';
import type { FileView } from '../session.ts';

/**
 * A line of a document with letters for template parts, each character at its place; the line itself in what is no template.
 * Undefined inside a part that goes over several lines. `at` is the number of the line.
 */
export function readableLine({ text, located, uri }: FileView, line: string, at: number): string | undefined {
  if (!located.server.templates?.has(uri)) return line;
  const masked = maskParts(line);
  const isBlank = text.split('\n', at + 1)[at]?.trim() === '';
  return isBlank && masked === line ? undefined : masked;
}
