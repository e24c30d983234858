import { nearestName } from '../catalog/nearest-name.ts';
import { fileOrigin, type ServerConfig, type SourceFile } from '../model/server-config.ts';
import type { SuppressionReport } from '../rules/comments/unused-suppression.ts';
import { removeLine } from '../rules/edits.ts';
import type { Fix } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import { speaksOfUs } from '../text/speaks-of-us.ts';
import type { Uri } from '../text/uri.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Of so many rules that there are not it is said what may be meant; more are none that people write. */
const mostSuggestions = 100;

/** One rule that a comment asks to be silent. */
interface Suppression {
  readonly uri: Uri;
  readonly rule: string;
  /** Where the rule's id stands. */
  readonly at: TextRange;
  /** The lines it speaks of; undefined for the whole file. */
  readonly lines: TextRange | undefined;
  readonly hasReason: boolean;
  /** The whole comment with the blanks before it. */
  readonly comment: TextRange;
  readonly ownLine: boolean;
  /** Whether no other rule is named in the comment. */
  readonly alone: boolean;
  used: boolean;
}

const comment = /#[ \t]*pg-replication:[ \t]*(ignore(?:-file)?)[ \t]+([^:#\r\n]+)(?::([^\r\n]*))?/g;

function lineAt(text: string, at: number): TextRange {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: end < 0 ? text.length : end + 1 };
}

/** The line behind a comment, or the next one that says something if the comment has its line to itself. */
function linesMeant(text: string, commentAt: number): TextRange {
  let line = lineAt(text, commentAt);
  if (text.slice(line.start, commentAt).trim() !== '') return line;
  while (line.end < text.length) {
    line = lineAt(text, line.end);
    if (/^[ \t]*[^\s#]/.test(text.slice(line.start, line.end))) return line;
  }
  return line;
}

/** Whether a `#` at that place stands inside a value, where it begins no comment. */
function isInValue({ settings }: ServerConfig, { uri, kind, text }: SourceFile, place: number): boolean {
  if (kind === 'hba' || kind === 'ident') {
    const before = text.slice(lineAt(text, place).start, place);
    return before.split('"').length % 2 === 0;
  }
  return settings.some(({ at }) => at.uri === uri && at.range.start < place && place < at.range.end);
}

/** Each id of a comma-separated list, with its place. */
function* idsOf(list: string, start: number): Generator<{ readonly id: string; readonly at: TextRange }> {
  for (const found of list.matchAll(/[^\s,]+/g)) {
    yield { id: found[0], at: { start: start + found.index, end: start + found.index + found[0].length } };
  }
}

function* suppressionsOf(server: ServerConfig, file: SourceFile): Generator<Suppression> {
  const { uri, text } = file;
  if (!speaksOfUs(text)) return;
  for (const found of text.matchAll(comment)) {
    const [whole, verb, list = '', reason = ''] = found;
    if (isInValue(server, file, found.index)) continue;
    const before = text.slice(lineAt(text, found.index).start, found.index);
    const common = {
      uri,
      lines: verb === 'ignore' ? linesMeant(text, found.index) : undefined,
      hasReason: reason.trim() !== '',
      ownLine: before.trim() === '',
      comment: { start: found.index - (before.length - before.trimEnd().length), end: found.index + whole.length },
    };
    const start = found.index + whole.indexOf(list, whole.indexOf('ignore') + (verb?.length ?? 0));
    const ids = [...idsOf(list, start)];
    for (const { id, at } of ids) yield { ...common, rule: id, at, alone: ids.length === 1, used: false };
  }
}

/** What the server's files ask to be silent about, and what became of it. */
export class Suppressions {
  readonly #server: ServerConfig;
  readonly #all: readonly Suppression[];

  constructor(server: ServerConfig) {
    this.#server = server;
    this.#all = server.files.flatMap((file) => [...suppressionsOf(server, file)]);
  }

  get areNone(): boolean {
    return this.#all.length === 0;
  }

  /** The findings that no comment silences. */
  heed(findings: readonly Diagnostic[]): readonly Diagnostic[] {
    return this.#all.length === 0 ? findings : findings.filter((finding) => !this.#silences(finding));
  }

  #silences({ rule, at }: Diagnostic): boolean {
    if (at.kind !== 'file') return false;
    const { start } = at.range;
    const fitting = this.#all.filter(
      (it) =>
        it.rule === rule &&
        it.uri === at.uri &&
        (it.lines === undefined || (it.lines.start <= start && start < Math.max(it.lines.end, it.lines.start + 1))),
    );
    for (const it of fitting) it.used = true;
    return fitting.length > 0;
  }

  /** Takes the comment away: with its line if it has one to itself, and only where no other rule is named in it. */
  #removal({ uri, comment: { start, end }, alone, ownLine }: Suppression): readonly Fix[] {
    if (!alone) return [];
    const edit = ownLine
      ? removeLine(this.#server, uri, { start, end })
      : { kind: 'replace' as const, at: fileOrigin(uri, { start, end }), text: '' };
    return [{ title: 'Remove the comment', safety: 'safe', edits: [edit] }];
  }

  /** Says of which comments are of no use. Call it when every rule has run; `ran` are those that did, `known` all there are. */
  judge(report: SuppressionReport, ran: ReadonlySet<string>, known: readonly string[]): void {
    const nearest = new Map<string, string | undefined>();
    for (const it of this.#all) {
      const { uri, rule, at, used, hasReason } = it;
      const origin = fileOrigin(uri, at);
      if (!known.includes(rule)) {
        if (!nearest.has(rule) && nearest.size < mostSuggestions) nearest.set(rule, nearestName(rule, known));
        const near = nearest.get(rule);
        report(origin, 'unknownRule', { rule: rule.slice(0, 40), hint: near === undefined ? '' : ` (${near}?)` });
      } else if (!used && ran.has(rule)) report(origin, 'suppressesNothing', { rule }, { fixes: this.#removal(it) });
      else if (!hasReason) report(origin, 'reasonMissing', { rule });
    }
  }
}
