import { type Major, newestMajor } from '../../core/src/catalog/parameter.ts';
import type { Diagnostic, RuleGroup } from '../../core/src/lint/diagnostic.ts';
import { lint } from '../../core/src/lint/lint.ts';
import { lintTopology } from '../../core/src/lint/lint-topology.ts';
import { everyRule } from '../../core/src/lint/rule-choice.ts';
import { exampleMajors, readMarkers } from '../../core/src/rules/example-markers.ts';
import type { Example, RuleFacts } from '../../core/src/rules/rule.ts';
import type { Files } from '../../core/src/text/files.ts';
import { LineIndex } from '../../core/src/text/line-index.ts';
import { readExample } from './example-servers.ts';

const folder = 'example';

/** The files of an example, without markers, as a world to lint. */
function worldOf(texts: ReadonlyMap<string, string>): Files {
  const inside = (uri: string, path: string) => (path.startsWith(`${uri}/`) ? [path.slice(uri.length + 1)] : []);
  const entry = (path: string) => path.replace(/\/.*/, '/');
  return {
    read: async (uri) => texts.get(uri),
    list: async (uri) => [...new Set([...texts.keys()].flatMap((path) => inside(uri, path)).map(entry))],
  };
}

/** `10 and later`, `12 to 17`, `11`. */
export function spanOf({ first, last }: { readonly first: Major; readonly last?: Major }): string {
  if (last === undefined || last === newestMajor) return first === newestMajor ? `${first}` : `${first} and later`;
  return first === last ? `${first}` : `${first} to ${last}`;
}

function codeBlock(path: string, text: string): string {
  const body = text.replace(/^\n+|\n+$/g, '');
  return body === '' ? `\`${path}\` (empty)\n` : `\`${path}\`\n\n\`\`\`conf\n${body}\n\`\`\`\n`;
}

/** Line numbers are those of the block, which leaves out empty lines at its start. */
function findingLine({ at, message }: Diagnostic, texts: ReadonlyMap<string, string>): string {
  if (at.kind !== 'file') return `- ${message}`;
  const text = texts.get(at.uri) ?? '';
  const skipped = /^\n*/.exec(text)?.[0].length ?? 0;
  const line = Math.max(1, new LineIndex(text).position(at.range.start).line + 1 - skipped);
  const marked = text.slice(at.range.start, at.range.end).split('\n')[0] ?? '';
  const place = marked === '' || marked.includes('`') ? '' : `, \`${marked}\``;
  return `- Line ${line}${place}: ${message}`;
}

function verdictOf(example: Example): string {
  if (!example.onServer) return '';
  if ('starts' in example.onServer) return 'A real server starts with this.\n';
  return `A real server refuses to start; its log says \`${example.onServer.refusesToStart}\`.\n`;
}

async function exampleSection(rule: RuleFacts, example: Example): Promise<string> {
  const major = exampleMajors(rule, example).at(-1) ?? newestMajor;
  const texts = new Map(
    Object.entries(example.files).map(([path, text]) => [`${folder}/${path}`, readMarkers(text).text]),
  );
  const { declaredRole: role, placements = {} } = example;
  const topology = await readExample(worldOf(texts), folder, [...texts.keys()], example, major);
  const all = [
    ...topology.servers.flatMap(({ config }) => [...lint(config, everyRule)].flat()),
    ...lintTopology(topology, everyRule),
  ];
  const found = all.filter((it) => it.rule === rule.id);
  const parts = [`### ${example.title.charAt(0).toUpperCase()}${example.title.slice(1)}\n`];
  if (example.majors) parts.push(`PostgreSQL ${spanOf(example.majors)}.\n`);
  if (role !== undefined) parts.push(`With \`"role": "${role}"\` in pg-replication.json.\n`);
  for (const [name, placement] of Object.entries(placements)) {
    parts.push(`With \`${JSON.stringify({ name, folder: name, ...placement })}\` in pg-replication.json.\n`);
  }
  for (const [uri, text] of texts) {
    parts.push(codeBlock(uri.slice(folder.length + 1), text));
    const here = found.filter(({ at }) => at.kind === 'file' && at.uri === uri).map((it) => findingLine(it, texts));
    if (here.length > 0) parts.push(`${here.join('\n')}\n`);
  }
  if (found.length === 0) parts.push('Nothing is reported.\n');
  const verdict = verdictOf(example);
  if (verdict !== '') parts.push(verdict);
  const [fix] = found.flatMap(({ fixes }) => fixes);
  if (fix && example.fixed) {
    parts.push(`After the ${fix.safety} fix “${fix.title}”:\n`);
    for (const [path, text] of Object.entries(example.fixed)) parts.push(codeBlock(path, text));
  }
  return parts.join('\n');
}

/** The page of one rule in Markdown. */
export async function rulePage(rule: RuleFacts, group: RuleGroup): Promise<string> {
  const manual = `https://www.postgresql.org/docs/${rule.versions.last ?? newestMajor}`;
  const examples: string[] = [];
  for (const example of rule.examples) examples.push(await exampleSection(rule, example));
  return [
    `# ${rule.id}\n`,
    '<!-- Made from the rule by tools/generate/rule-pages.ts. -->\n',
    `${rule.docs.what}\n`,
    `Group ${group} · severity ${rule.severity} · PostgreSQL ${spanOf(rule.versions)}\n`,
    `## Why\n\n${rule.docs.why}\n`,
    `## What to do\n\n${rule.docs.how}\n`,
    `## Examples\n\n${examples.join('\n')}`,
    `## In the manual\n\n${rule.docs.see.map((page) => `- [${page}](${manual}/${page})`).join('\n')}\n`,
  ].join('\n');
}

/** The table of all rules in Markdown. */
export function ruleIndex(
  groups: readonly { readonly group: RuleGroup; readonly rules: readonly RuleFacts[] }[],
): string {
  const sections = groups.map(({ group, rules }) => {
    const row = ({ id, severity, versions, docs }: RuleFacts) =>
      `| [${id}](${id}.md) | ${severity} | ${spanOf(versions)} | ${docs.what.replaceAll('|', '\\|')} |`;
    return `## ${group}\n\n| Rule | Severity | PostgreSQL | What it finds |\n|---|---|---|---|\n${rules.map(row).join('\n')}\n`;
  });
  const intro =
    'An error is what the server refuses, a warning a danger, information advice. Examples on the pages were put to real servers. [What no rule says](not-covered.md), and why.';
  return `# Rules\n\n<!-- Made from the rules by tools/generate/rule-pages.ts. -->\n\n${intro}\n\n${sections.join('\n')}`;
}
