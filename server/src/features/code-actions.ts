import type { CancellationToken, CodeAction, CodeActionParams, Range } from 'vscode-languageserver';
import { chooseFixes, type Fix, lineAround, type TextRange } from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import { toDiagnostic, toWorkspaceEdit } from '../convert.ts';
import { l10n } from '../l10n.ts';
import { clientCommands } from '../protocol.ts';
import type { FileView } from '../session.ts';
import { conversions, convertKind } from './convert-value.ts';
import { type FileFinding, findingsIn } from './diagnostics.ts';

/** Applies every safe fix of one file; what `editor.codeActionsOnSave` names. */
export const fixAllKind = 'source.fixAll.pgReplication';
const rewriteKind = 'refactor.rewrite';

/** A kind is wanted if it or one above it was asked for; without a wish all but those of `source`. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  if (!only) return !kind.startsWith('source.');
  return only.some((wish) => wish === '' || kind === wish || kind.startsWith(`${wish}.`));
}

/** Quick-fixes of the findings in the range, computed anew; the fix of the whole file; the switches of replication. */
export async function codeActions(
  view: FileView,
  { range, context }: CodeActionParams,
  client: ClientFacts,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const findings = await view.look.findings(view.located.server, token);
  const here = findingsIn(findings ?? [], view.uri);
  return [
    ...(isWanted('quickfix', context.only) ? quickFixes(view, here, range, client) : []),
    ...(isWanted('quickfix', context.only) ? ignoring(view, here, range, client) : []),
    ...(isWanted(fixAllKind, context.only) ? fixAll(view, here, client) : []),
    // Only where they are asked for: they would crowd the light bulb of every size.
    ...(context.only && isWanted(convertKind, context.only) ? conversions(view, range, client) : []),
    ...(isWanted(rewriteKind, context.only) && client.hasCommands
      ? switches(view, range, context.only !== undefined || context.triggerKind === 1)
      : []),
  ];
}

function offsets({ document }: FileView, range: Range): TextRange {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

function touching(view: FileView, findings: readonly FileFinding[], range: Range): readonly FileFinding[] {
  const { start, end } = offsets(view, range);
  return findings.filter(({ at }) => at.range.start <= end && start <= at.range.end);
}

/** Comments that silence a rule, each above its line: where the server itself writes the file, comments get lost. */
function ignoring(view: FileView, findings: readonly FileFinding[], range: Range, client: ClientFacts): CodeAction[] {
  if (view.kind === 'auto') return [];
  const text = view.document.getText();
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const seen = new Set<string>();
  return touching(view, findings, range).flatMap((finding) => {
    const { rule, at, group } = finding;
    const start = startOfEntry(view, text, at.range);
    if (group === 'comments' || seen.has(`${rule} ${start}`)) return [];
    seen.add(`${rule} ${start}`);
    const comment = `# pg-replication: ignore ${rule}: ${newline}`;
    const edit = { kind: 'replace' as const, at: { ...at, range: { start, end: start } }, text: comment };
    return {
      title: l10n.t('Ignore {0} for this line', rule),
      kind: 'quickfix',
      diagnostics: [toDiagnostic(finding, view.document, view.documentOf, client)],
      edit: toWorkspaceEdit([{ edit }], view.documentOf, client),
    };
  });
}

/** Where the line of a place begins. A record may go on over several lines (14+): a comment between them would break it. */
function startOfEntry({ kind, located }: FileView, text: string, range: TextRange): number {
  let { start } = lineAround(text, range);
  const joins = (kind === 'hba' || kind === 'ident') && located.server.catalog.major >= 14;
  while (joins && /\\\r?\n$/.test(text.slice(0, start)))
    start = lineAround(text, { start: start - 1, end: start - 1 }).start;
  return start;
}

function quickFixes(view: FileView, findings: readonly FileFinding[], range: Range, client: ClientFacts): CodeAction[] {
  return touching(view, findings, range).flatMap((finding) =>
    finding.fixes.map((fix, index) => ({
      title: fix.title,
      kind: 'quickfix',
      diagnostics: [toDiagnostic(finding, view.document, view.documentOf, client)],
      isPreferred: index === 0 && fix.safety === 'safe',
      edit: toWorkspaceEdit(
        fix.edits.map((edit) => (edit.kind === 'delete' ? { edit, why: fix.title } : { edit })),
        view.documentOf,
        client,
      ),
    })),
  );
}

/** Whether a fix stays in one file, so that it may be applied when that file is saved. */
function staysIn(uri: string, fix: Fix): boolean {
  return fix.edits.every((edit) => edit.kind === 'replace' && edit.at.uri === uri);
}

function fixAll(view: FileView, findings: readonly FileFinding[], client: ClientFacts): CodeAction[] {
  const own = findings.map((finding) => ({ ...finding, fixes: finding.fixes.filter((fix) => staysIn(view.uri, fix)) }));
  const edits = chooseFixes(own, { unsafe: false }).flatMap((fix) => fix.edits.map((edit) => ({ edit })));
  if (edits.length === 0) return [];
  const edit = toWorkspaceEdit(edits, view.documentOf, client);
  return [{ title: l10n.t('Apply all safe fixes of PG Replication'), kind: fixAllKind, edit }];
}

/** Settings on which the switches are worth a light bulb of their own. */
const aboutReplication = /^\s*#?\s*(?:synchronous_|primary_conninfo|wal_level|max_wal_senders)/i;

function switches({ document, kind, located }: FileView, range: Range, isAskedFor: boolean): CodeAction[] {
  if (kind === 'hba' || kind === 'ident' || located.isFragment) return [];
  const { line } = range.start;
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  if (!isAskedFor && !aboutReplication.test(text)) return [];
  return [
    { title: l10n.t('Switch to synchronous replication…'), command: clientCommands.switchToSynchronous },
    { title: l10n.t('Switch to asynchronous replication'), command: clientCommands.switchToAsynchronous },
  ].map(({ title, command }) => ({
    title,
    kind: rewriteKind,
    command: { title, command, arguments: [document.uri] },
  }));
}
