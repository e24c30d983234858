import { isHole } from '../model/filled-in.ts';
import type { ServerConfig } from '../model/server-config.ts';
import { differsByMajor, judgesParts } from '../rules/linewise-rules.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Diagnostic } from './diagnostic.ts';

/**
 * Of findings in a server with templates those that no template part has a share in. What a template is refused for stops the
 * server only if it is made: an error there becomes a warning, unless it is about the part itself. A fix that would write over
 * a template part is left out. Under a condition, which may ask for the major, nothing is said that is true of some majors only.
 */
export function literalFindings(
  findings: readonly Diagnostic[],
  templates: NonNullable<ServerConfig['templates']>,
): readonly Diagnostic[] {
  const isKnown = (uri: Uri, range: TextRange) => !isHole(templates, uri, range);
  const isSure = (uri: Uri, range: TextRange) =>
    !templates.get(uri)?.branches.some((branch) => overlaps(branch, range));
  const isOnlyPossible = ({ at, rule, severity }: Diagnostic) =>
    severity === 'error' && at.kind === 'file' && templates.has(at.uri) && !judgesParts(rule);
  return findings
    .filter(
      ({ at, rule }) =>
        at.kind === 'file' &&
        (isKnown(at.uri, at.range) || judgesParts(rule)) &&
        (!differsByMajor(rule) || isSure(at.uri, at.range)),
    )
    .map((finding) => ({
      ...finding,
      severity: isOnlyPossible(finding) ? 'warning' : finding.severity,
      fixes: finding.fixes.filter(({ edits }) =>
        edits.every((edit) => edit.kind === 'replace' && isKnown(edit.at.uri, edit.at.range)),
      ),
    }));
}
