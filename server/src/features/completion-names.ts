import type { CompletionItem, Position } from 'vscode-languageserver';
import type { Parameter } from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import { CompletionItemKind, CompletionItemTag, InsertTextFormat } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { rankOf } from './completion-rank.ts';
import type { ConfCursor } from './conf-cursor.ts';
import { rangeInLine } from './line.ts';
import { defaultValue, whenItChanges } from './words.ts';

type NameCursor = Extract<ConfCursor, { part: 'name' }>;

const directives = [
  { label: 'include', detail: 'reads another file here', hint: 'file.conf' },
  { label: 'include_if_exists', detail: 'reads another file here if there is one', hint: 'file.conf' },
  { label: 'include_dir', detail: "reads a folder's .conf files here, in order of their names", hint: 'conf.d' },
];

/** Every parameter, ranked for this server; then the include directives. */
export function nameCompletion(
  view: FileView,
  cursor: NameCursor,
  position: Position,
  client: ClientFacts,
): CompletionItem[] {
  const { server } = view.located;
  const isRecovery = view.kind === 'recovery';
  const parameters = [...server.catalog.parameters].filter(
    ({ context }) => context !== 'internal' && (context === 'recovery') === isRecovery,
  );
  const range = rangeInLine(position, cursor.range);
  const insert = (name: string, value: Insertion) => {
    const newText = cursor.hasValue
      ? name
      : `${name} ${value.isDirective ? '' : '= '}${client.takesSnippets ? value.snippet : value.plain}`;
    const isSnippet = client.takesSnippets && !cursor.hasValue;
    return { textEdit: { range, newText }, ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }) };
  };
  const items = parameters.map((parameter): CompletionItem => {
    const { order, goesWith } = rankOf(parameter, server);
    const description = order === 4 ? 'already set' : goesWith === undefined ? undefined : `goes with ${goesWith}`;
    return {
      label: parameter.name,
      kind: CompletionItemKind.Property,
      detail: detailOf(parameter),
      sortText: `${order}${parameter.name}`,
      data: { parameter: parameter.name },
      ...(description !== undefined && { labelDetails: { description } }),
      ...(isDeprecated(parameter) && { tags: [CompletionItemTag.Deprecated] }),
      ...insert(parameter.name, insertionOf(parameter, server.catalog.major)),
    };
  });
  if (isRecovery) return items;
  for (const { label, detail, hint } of directives) {
    const value = { plain: `'${hint}'`, snippet: `'\${1:${hint}}'`, isDirective: true };
    items.push({ label, detail, kind: CompletionItemKind.Keyword, sortText: `5${label}`, ...insert(label, value) });
  }
  return items;
}

interface Insertion {
  readonly plain: string;
  readonly snippet: string;
  readonly isDirective?: boolean;
}

function inSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** The words of a choice, the default first. */
function insertionOf(parameter: Parameter, major: FileView['located']['target']['major']): Insertion {
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
