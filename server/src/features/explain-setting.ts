import type { Position } from 'vscode-languageserver';
import { isSetByFiles, newestMajor, type Parameter, ruleGroups } from '../../../core/src/index.ts';
import type { FileView } from '../session.ts';
import { confCursor } from './conf-cursor.ts';
import { parameterHover } from './hover-parameter.ts';
import { lineAt } from './line.ts';
import { shownValue } from './shown-value.ts';
import { code, defaultValue, majorsInWords, whenItChanges, withUnit } from './words.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/[\r\n]+/g, ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What each major knew of the parameter: one row for each span of majors with equal facts. */
function history({ name }: Parameter, view: FileView): string {
  const rows = view.located.server.catalog.history(name).map((span) => {
    const { first, last, min, max, unit, values, context } = span;
    const shownDefault = span.boot === undefined ? 'depends on the build' : defaultValue({ name, ...span }, last);
    const range =
      values?.map(code).join(', ') ??
      (min === undefined || max === undefined
        ? span.type
        : `${withUnit(min, unit, last)} to ${withUnit(max, unit, last)}`);
    const boot = shownDefault === '' ? 'empty' : shownDefault;
    return [majorsInWords(first, last, newestMajor), boot, range, whenItChanges[context]];
  });
  return table(['Majors', 'Default', 'Values', 'Change'], rows);
}

/** What each server of the workspace that knows the parameter has in force; '' for one that no file can set. */
async function everywhere(parameter: Parameter, { look }: FileView): Promise<string> {
  if (!isSetByFiles(parameter)) return '';
  const { name } = parameter;
  const rows = (await look.servers()).flatMap(({ server }) => {
    if (!server.catalog.get(name) && !server.catalog.recovery(name)) return [];
    const inForce = server.setting(name);
    const { text, isFilledIn } = shownValue(server, name, inForce);
    const shown = `${text === '' ? 'empty' : code(text)}${isFilledIn ? ' (a template fills it in)' : ''}`;
    const from = inForce.at?.kind === 'file' ? (inForce.at.uri.split('/').at(-1) ?? '') : 'default';
    return [[server.name, `${server.catalog.major}`, server.role, shown, from]];
  });
  return rows.length === 0 ? '' : table(['Server', 'Major', 'Role', 'Value in force', 'From'], rows);
}

/** Rules that name the parameter in what they find. */
function rulesAbout(name: string, pages: string | undefined): string {
  const word = new RegExp(`\\b${name}\\b`);
  const rules = ruleGroups.flatMap((group) => group.rules).filter(({ docs }) => word.test(docs.what));
  return rules
    .map(({ id, docs }) => `- ${pages === undefined ? code(id) : `[${id}](${pages}${id}.md)`}: ${docs.what}`)
    .join('\n');
}

/** A page about the setting at a place; null where there is none. */
export async function explainSetting(
  view: FileView,
  position: Position,
  pages: string | undefined,
): Promise<string | null> {
  const cursor = confCursor(lineAt(view.document, position), position.character, true);
  const { catalog } = view.located.server;
  const parameter = cursor && (view.kind === 'recovery' ? catalog.recovery(cursor.name) : catalog.get(cursor.name));
  if (!parameter || view.kind === 'hba' || view.kind === 'ident') return null;
  const servers = await everywhere(parameter, view);
  const rules = rulesAbout(parameter.name, pages);
  return [
    `# ${parameter.name}`,
    // A page links to the web only.
    parameterHover(parameter, view).replace(/\[([^\]]*)\]\((?!https:)[^)]*\)/g, '$1'),
    ...(servers === '' ? [] : ['## In this workspace', servers]),
    '## Through the majors',
    history(parameter, view),
    ...(rules === '' ? [] : ['## Rules that speak of it', rules]),
  ].join('\n\n');
}
