import type { CompletionItem, CompletionList, Position } from 'vscode-languageserver';
import { catalogFor, type Major, type Parameter, parameterText, toMajor } from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import { CompletionItemKind, CompletionItemTag, InsertTextFormat } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { type Rank, rankOf, ranks } from './completion-rank.ts';
import type { ConfCursor } from './conf-cursor.ts';
import { rangeInLine } from './line.ts';
import { defaultValue, whenItChanges } from './words.ts';

type NameCursor = Extract<ConfCursor, { part: 'name' }>;

const directives = [
  { label: 'include', detail: 'reads another file here', hint: 'file.conf' },
  { label: 'include_if_exists', detail: 'reads another file here if there is one', hint: 'file.conf' },
  { label: 'include_dir', detail: "reads a folder's .conf files here, in order of their names", hint: 'conf.d' },
];

/** So many names are sent at a time; the editor asks again for each letter until all that are left fit. */
const mostNames = 50;

/** Whether the letters typed stand in the name in their order, as editors match. */
function matches(name: string, typed: string): boolean {
  let at = 0;
  for (const letter of typed) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

interface Candidate {
  readonly label: string;
  readonly order: number;
  readonly description: string | undefined;
  readonly parameter: Parameter | undefined;
  readonly value: Insertion;
}

interface Ranked {
  readonly parameter: Parameter;
  readonly rank: Rank;
}

const rankings = new WeakMap<FileView['located']['server'], readonly Ranked[]>();

/** What a file of this kind may set, the most wanted first; the catalogue is in the order of names. */
function rankedFor({ kind, located: { server } }: FileView): readonly Ranked[] {
  const known = rankings.get(server);
  if (known) return known;
  const isRecovery = kind === 'recovery';
  const isSet = new Set(server.settings.map((setting) => setting.parameter?.name ?? ''));
  const heaps = Array.from({ length: ranks }, (): Ranked[] => []);
  for (const parameter of server.catalog.parameters) {
    const { context } = parameter;
    if (context === 'internal' || (context === 'recovery') !== isRecovery) continue;
    const rank = rankOf(parameter, server.role, isSet);
    heaps[rank.order]?.push({ parameter, rank });
  }
  const ranked = heaps.flat();
  rankings.set(server, ranked);
  return ranked;
}

/** Those that match, first those that begin so; the best so many of them, and whether there are more. */
function parametersFor(view: FileView, typed: string): { readonly best: readonly Candidate[]; readonly more: boolean } {
  const { server } = view.located;
  const lower = typed.toLowerCase();
  const all = rankedFor(view);
  const matching = lower === '' ? all : all.filter(({ parameter }) => matches(parameter.name.toLowerCase(), lower));
  const starts = ({ parameter }: Ranked) => parameter.name.toLowerCase().startsWith(lower);
  const found = lower === '' ? all : [...matching.filter(starts), ...matching.filter((it) => !starts(it))];
  const best = found.slice(0, mostNames).map(({ parameter, rank: { order, goesWith } }) => {
    const description = order === 4 ? 'already set' : goesWith === undefined ? undefined : `goes with ${goesWith}`;
    return {
      label: parameter.name,
      order,
      description,
      parameter,
      value: insertionOf(parameter, server.catalog.major),
    };
  });
  return { best, more: found.length > mostNames };
}

function directivesFor({ kind }: FileView, typed: string): Candidate[] {
  if (kind === 'recovery') return [];
  return directives
    .filter(({ label }) => matches(label, typed))
    .map(({ label, detail, hint }) => {
      const value = { plain: `'${hint}'`, snippet: `'\${1:${hint}}'`, isDirective: true };
      return { label, order: 5, description: detail, parameter: undefined, value };
    });
}

/** The parameters that match what is typed, ranked for this server, then the include directives: the first so many of them. */
export function nameCompletion(
  view: FileView,
  cursor: NameCursor,
  position: Position,
  client: ClientFacts,
): CompletionList {
  const typed = cursor.name.slice(0, Math.max(0, position.character - cursor.range.start));
  const { best, more } = parametersFor(view, typed);
  const isSnippet = client.takesSnippets && !cursor.hasValue;
  const range = rangeInLine(position, cursor.range);
  const common = {
    data: { major: view.located.server.catalog.major },
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
  };
  const items = [...best, ...directivesFor(view, typed)].map((candidate): CompletionItem => {
    const { label, order, description, parameter, value } = candidate;
    const written = isSnippet ? value.snippet : value.plain;
    const newText = cursor.hasValue ? label : `${label} ${value.isDirective ? '' : '= '}${written}`;
    return {
      label,
      kind: parameter ? CompletionItemKind.Property : CompletionItemKind.Keyword,
      sortText: `${order}`,
      ...(description !== undefined && { labelDetails: { description } }),
      ...(parameter && isDeprecated(parameter) && { tags: [CompletionItemTag.Deprecated] }),
      ...(client.takesItemDefaults ? { textEditText: newText } : { ...common, textEdit: { range, newText } }),
    };
  });
  const itemDefaults = client.takesItemDefaults && { itemDefaults: { ...common, editRange: range } };
  return { isIncomplete: more, ...itemDefaults, items };
}

/** What lists leave out: when a change of the parameter takes effect, and our words about it. */
export function resolveName(item: CompletionItem): CompletionItem {
  const major = toMajor(item.data?.major ?? '');
  const catalog = major && catalogFor(major);
  const parameter = catalog && (catalog.get(item.label) ?? catalog.recovery(item.label));
  if (!parameter) return item;
  const text = parameterText(parameter.name);
  const value = [text?.summary, text?.replication].filter((part) => part !== undefined).join('\n\n');
  return {
    ...item,
    detail: detailOf(parameter),
    ...(value !== '' && { documentation: { kind: 'markdown', value } }),
  };
}

interface Insertion {
  readonly plain: string;
  readonly snippet: string;
  readonly isDirective?: boolean;
}

function inSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** What is written behind a name is the same at every keystroke; a parameter object is that of one major. */
const insertions = new WeakMap<Parameter, Insertion>();

function insertionOf(parameter: Parameter, major: Major): Insertion {
  const known = insertions.get(parameter);
  if (known) return known;
  const made = makeInsertion(parameter, major);
  insertions.set(parameter, made);
  return made;
}

/** The words of a choice, the default first. */
function makeInsertion(parameter: Parameter, major: Major): Insertion {
  const plain = defaultValue(parameter, major);
  if (parameter.type === 'bool') return choice(plain, ['on', 'off']);
  if (parameter.type === 'enum') return choice(plain, parameter.values ?? []);
  if (parameter.type === 'string') {
    return { plain: `'${plain.replaceAll("'", "''")}'`, snippet: `'\${1:${inSnippet(plain.replaceAll("'", "''"))}}'` };
  }
  return { plain, snippet: `\${1:${inSnippet(plain)}}` };
}

function choice(first: string, words: readonly string[]): Insertion {
  const ordered = [...words.filter((word) => word === first), ...words.filter((word) => word !== first)];
  const [plain = first] = ordered;
  const simple = ordered.length > 0 && ordered.every((word) => /^[\w-]+$/.test(word));
  return { plain, snippet: simple ? `\${1|${ordered.join(',')}|}` : `\${1:${inSnippet(plain)}}` };
}

function detailOf({ type, unit, context }: Parameter): string {
  return `${type}${unit === undefined ? '' : ` (${unit})`}, ${whenItChanges[context]}`;
}

function isDeprecated({ category }: Parameter): boolean {
  return category.startsWith('Version and Platform Compatibility / Previous');
}
