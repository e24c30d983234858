import type { TextRange } from './range.ts';
import { nameOf, type Uri } from './uri.ts';

/** The endings of files from which Ansible, Puppet, Helm, Consul, Terraform, autoconf and their kin make configuration. */
const suffix = /\.(?:j2|jinja2?|erb|epp|tpl|tmpl|template|ctmpl|gotmpl|tftpl|in|mustache|hbs)$/i;

/** Those of them that do not say which program fills the file in: it may be `envsubst`. */
const anyProgram = /\.(?:tpl|tmpl|template|in)$/i;

/** Jinja, Go templates and Mustache, ERB and EPP, Terraform's directives, the shell's variables, autoconf's. */
const parts = /\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<%.*?%>|%\{[^}\n]*\}|\$\{[^}\n]*\}|@[A-Za-z_]\w*@/gs;
/** Those, and the shell's variables without braces, as `envsubst` takes them; in capitals, for `$user` is PostgreSQL's. */
const partsAndNames = new RegExp(`${parts.source}|(?<![\\w$\\\\])\\$[A-Z][A-Z0-9_]*`, parts.flags);

/** The name of the file that a template makes; the name itself if it does not say that it is a template. */
export function madeOf(name: string): string {
  return name.replace(suffix, '');
}

/** The template parts that are told by what stands around them, whatever program fills them in. */
function bracedParts(text: string): readonly TextRange[] {
  return [...text.matchAll(parts)].map(({ 0: part, index }) => ({ start: index, end: index + part.length }));
}

/** The template parts of a file that is a template by its name, or by the folder it lies in. */
export function partsOfTemplate(uri: Uri, text: string): readonly TextRange[] {
  return anyProgram.test(nameOf(uri)) ? partsOf(text) : bracedParts(text);
}

/** A text with letters for each template part, so that a part with blanks in it is still one word. */
export function maskParts(text: string, pattern = parts): string {
  return text.replace(pattern, (part) => part.replace(/[^\r\n]/g, 'x'));
}

/** Whether an offset is inside a template part, where the template's own language is written. */
export function isInPart(text: string, offset: number): boolean {
  return [...text.matchAll(parts)].some(({ 0: part, index }) => index < offset && offset < index + part.length);
}

/** A text with its template parts made harmless, each character at its place, and where nothing is known. */
export interface Template {
  readonly text: string;
  /** What must not be judged: template parts, and the values or lines that they stand in. */
  readonly holes: readonly TextRange[];
  /** What is made under a condition only, which may ask for the major. */
  readonly branches: readonly TextRange[];
  /** What need not be made at all: under a condition, in a loop, in a macro. */
  readonly optional: readonly TextRange[];
  /**
   * The first part that the server refuses as it stands, of a file of which nothing else says that it is a template.
   * Undefined: its name says so.
   */
  readonly refused?: TextRange | undefined;
}

/** Every template part of a text. */
export function partsOf(text: string): readonly TextRange[] {
  return [...text.matchAll(partsAndNames)].map(({ 0: part, index }) => ({ start: index, end: index + part.length }));
}

/** Whether a file is a template: its name says so, or it lies below `templates/` (Helm, Ansible) and has template parts. */
export function isTemplate(uri: Uri, text: string): boolean {
  if (suffix.test(nameOf(uri))) return true;
  return /(?:^|\/)templates\//.test(uri) && /^[^#\n]*(?:\{\{|\{%|%\{|<%|\$\{)/m.test(text);
}

const opensCondition = /^(?:\{%|%\{|\{\{|<%)[-~#]?\s*(?:if|unless|case|with)\b/;
const opensOther =
  /^(?:\{%|%\{|\{\{|<%)[-~#]?\s*(?:for|range|each|define|block|macro|while)\b|\b(?:do|\{)\s*(?:\|[^|]*\|)?\s*-?%>$|\|\S.*\|\s*\{\s*-?%>$/;
const closes = /^(?:\{%|%\{|\{\{|<%)[-~]?\s*(?:end\w*\b|\/|\}\s*-?%>)/;

/** From each part that opens something to the one that closes it; to the end of the text where none does. */
function blocksOf(text: string): Pick<Template, 'branches' | 'optional'> {
  const branches: TextRange[] = [];
  const optional: TextRange[] = [];
  const open: { readonly start: number; readonly isCondition: boolean }[] = [];
  for (const { 0: part, index: start } of text.matchAll(parts)) {
    if (opensCondition.test(part)) open.push({ start, isCondition: true });
    else if (closes.test(part)) {
      const closed = open.pop();
      if (closed) optional.push({ start: closed.start, end: start });
      if (closed?.isCondition) branches.push({ start: closed.start, end: start });
    } else if (opensOther.test(part)) open.push({ start, isCondition: false });
  }
  for (const { start, isCondition } of open) {
    optional.push({ start, end: text.length });
    if (isCondition) branches.push({ start, end: text.length });
  }
  return { branches, optional };
}

/** Parts that make no text themselves: conditions, loops, assignments, comments. What includes another template may make any. */
const silent = new RegExp(
  [
    String.raw`\{%(?![-+]?\s*(?:include|import|call)\b).*?%\}`,
    String.raw`\{#.*?#\}`,
    String.raw`\{\{-?\s*(?:(?:if|else|end|range|with|define|block)\b|[#/!^]|\$\w+\s*:?=).*?\}\}`,
    '<%(?!=).*?%>',
    String.raw`%\{[^}\n]*\}`,
  ].join('|'),
  'gs',
);

/** Whether a line, or lines, of a template may become more than blanks and a comment. */
export function mayMakeText(text: string): boolean {
  const rest = text.replace(silent, '').trim();
  return rest !== '' && !(rest.startsWith('#') && !rest.includes('\n'));
}

/** Where a comment begins before an offset of a line; undefined where none does. A quote that is open holds no comment. */
export function commentBefore(line: string, offset: number): number | undefined {
  const at = line
    .slice(0, offset)
    .replace(/'[^']*'?|"[^"]*"?/g, (quoted) => quoted.replaceAll('#', ' '))
    .indexOf('#');
  return at < 0 ? undefined : at;
}

/** A setting whose name is written out. */
const namedSetting = /^\s*[A-Za-z_][\w.]*(?:\s*=\s*|\s+)/;

/** Whether a line is that of a setting once a word stands in each part's place; lines that begin with a part may be anything. */
export function mayBecomeSetting(line: string, firstPart: number, isSetting: (filled: string) => boolean): boolean {
  return knownUpTo(line, firstPart, true) === 0 || isSetting(maskParts(line, partsAndNames));
}

/** Where a line goes on being known: behind the name of a setting; at its start where no name is. */
function knownUpTo(line: string, firstPart: number, isConf: boolean): number {
  const name = isConf ? namedSetting.exec(line)?.[0].length : undefined;
  return name !== undefined && name <= firstPart ? name : 0;
}

/**
 * Takes the template parts out. A setting keeps its name and gets letters for its value; any other line with a template part
 * becomes blank, as does what a part of several lines leaves of its first and last; comments stay. `isConf`: not an HBA or ident file.
 * `found`: its template parts.
 */
export function readTemplate(text: string, isConf: boolean, found = bracedParts(text)): Template {
  const holes: TextRange[] = [];
  let masked = '';
  let at = 0;
  for (let next = 0; next < found.length; ) {
    const { start } = found[next] ?? { start: 0 };
    let { end } = found[next] ?? { end: 0 };
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = () => (text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end));
    // The parts that begin on the same line, or on the last line of one that goes over several.
    for (next++; (found[next]?.start ?? Number.POSITIVE_INFINITY) < lineEnd(); next++) end = found[next]?.end ?? end;
    const stop = lineEnd();
    const first = text.slice(lineStart, stop);
    const isOneLine = !first.includes('\n');
    const comment = isOneLine ? commentBefore(first, start - lineStart) : undefined;
    const known = comment ?? (isOneLine ? knownUpTo(first, start - lineStart, isConf) : 0);
    masked += text.slice(at, lineStart + known);
    if (comment !== undefined) masked += first.slice(comment);
    else if (known > 0) masked += first.slice(known).replace(/[^\r\n]/g, 'x');
    else masked += first.replace(/[^\r\n]/g, ' ');
    holes.push({ start: lineStart + known, end: stop });
    at = stop;
  }
  return { text: masked + text.slice(at), holes, ...blocksOf(text) };
}
