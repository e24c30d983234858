import {
  type FileOrigin,
  isSetByFiles,
  manualPage,
  nameOf,
  newestMajor,
  type Parameter,
  parameterText,
  type ServerConfig,
  type Uri,
} from '../../../core/src/index.ts';
import { type DocumentOf, toLocation } from '../convert.ts';
import type { FileView } from '../session.ts';
import { shownValue } from './shown-value.ts';
import { code, countedValue, defaultValue, majorsInWords, plainValue, whenItChanges, withUnit } from './words.ts';

/** What is the same for every server of a major; a parameter object is that of one major. */
interface Known {
  readonly head: readonly string[];
  readonly facts: readonly string[];
}

const known = new WeakMap<Parameter, Known>();

function knownOf(parameter: Parameter, server: ServerConfig): Known {
  const found = known.get(parameter);
  if (found) return found;
  const { major } = server.catalog;
  const text = parameterText(parameter.name);
  const made = {
    head: [
      `**${escapeMarkdown(parameter.name)}**: PostgreSQL ${major}`,
      ...(text ? [text.summary] : []),
      ...(text?.replication === undefined ? [] : [text.replication]),
    ],
    facts: [
      `**Type** ${typeOf(parameter)}`,
      ...range(parameter, major),
      `**Default** ${defaultOf(parameter, major)}${formerDefaults(parameter, server)}`,
      `**Change** ${whenItChanges[parameter.context]}`,
      ...majorsOf(parameter, server),
    ],
  };
  known.set(parameter, made);
  return made;
}

/** All that is known of a parameter in the target major, and what it is set to here; `elsewhere` stands below that. */
export function parameterHover(parameter: Parameter, view: FileView, elsewhere = ''): string {
  const { server } = view.located;
  const { head, facts } = knownOf(parameter, server);
  return [
    ...head,
    [...facts, ...inForce(parameter, view)].map((fact) => `- ${fact}`).join('\n'),
    ...(elsewhere === '' ? [] : [elsewhere]),
    `[Manual of PostgreSQL ${server.catalog.major}](${manualPage(parameter, server.catalog.major)})`,
  ].join('\n\n');
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#]/g, '\\$&');
}

function typeOf({ type, unit, values }: Parameter): string {
  if (type === 'enum') return `one of ${(values ?? []).map(code).join(', ')}`;
  if (type === 'bool') return `${code('on')} or ${code('off')}`;
  return unit === undefined ? type : `${type}; without a unit a number counts ${code(unit)}`;
}

function range({ min, max, unit }: Parameter, major: ServerConfig['catalog']['major']): readonly string[] {
  if (min === undefined || max === undefined) return [];
  return [`**Range** ${code(withUnit(min, unit, major))} to ${code(withUnit(max, unit, major))}`];
}

function defaultOf(parameter: Parameter, major: ServerConfig['catalog']['major']): string {
  if (parameter.boot === undefined) return 'depends on the build';
  return parameter.boot === '' ? 'empty' : code(defaultValue(parameter, major));
}

/** Defaults that other majors have. */
function formerDefaults({ name, boot }: Parameter, { catalog }: ServerConfig): string {
  const other = catalog.history(name).filter((span) => span.boot !== boot && span.boot !== undefined);
  if (other.length === 0) return '';
  const told = other.map((span) => {
    const majors = span.first === span.last ? `${span.first}` : `${span.first} to ${span.last}`;
    return `${span.boot === '' ? 'empty' : code(defaultValue({ ...span, name }, span.last))} in ${majors}`;
  });
  return ` (${told.join(', ')})`;
}

function majorsOf({ name }: Parameter, { catalog }: ServerConfig): readonly string[] {
  const spans = catalog.history(name);
  const first = spans[0]?.first;
  const last = spans.at(-1)?.last;
  if (first === undefined || last === undefined) return [];
  return [`**Majors** ${majorsInWords(first, last, newestMajor)}`];
}

/**
 * The value that counts and the line it comes from. Nothing for a file that belongs to no known server, nor of what no file
 * can set: its value is not known from files.
 */
function inForce(parameter: Parameter, { located, documentOf }: FileView): readonly string[] {
  const { server } = located;
  const { at } = server.setting(parameter.name);
  if (!isSetByFiles(parameter) || (located.isFragment && !at)) return [];
  const { major } = server.catalog;
  if (at?.kind === 'file') return [`**In force** ${valueAndPlace(parameter, server, at, documentOf)}`];
  const shown = parameter.boot === '' ? 'empty' : code(defaultValue(parameter, major));
  return [`**In force** ${shown}, the default`];
}

/** A value in force, in other words where a unit is meant or counted, with a link to its line. Never a password. */
function valueAndPlace(parameter: Parameter, server: ServerConfig, at: FileOrigin, documentOf: DocumentOf): string {
  const { value: written } = server.setting(parameter.name);
  const { major } = server.catalog;
  const { text: value, isFilledIn } = shownValue(server, parameter.name, { value: written, at });
  const meanings = [plainValue(written, parameter, major), countedValue(written, parameter, major)];
  const meant = isFilledIn ? 'a template fills it in' : meanings.filter((meaning) => meaning !== undefined).join(', ');
  const { uri, range: place } = toLocation(at, documentOf);
  const line = place.start.line + 1;
  const shown = `${value === '' ? 'empty' : code(value)}${meant === '' ? '' : ` (${meant})`}`;
  return `${shown}, from [${escapeMarkdown(nameOf(uri))}:${line}](${linkTarget(uri)}#L${line})`;
}

/** A parenthesis would end the link. */
function linkTarget(uri: Uri): string {
  return uri.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** More servers are told of in *Explain This Setting*. */
const mostServers = 8;

/** Where the other servers of the workspace set a parameter, and to what; '' if none does. */
export async function setElsewhere({ name }: Parameter, { located, look }: FileView): Promise<string> {
  const lines = (await look.servers()).flatMap(({ server }) => {
    const parameter = server.catalog.get(name) ?? server.catalog.recovery(name);
    const { at } = server.setting(name);
    if (server === located.server || !parameter || at?.kind !== 'file') return [];
    const set = valueAndPlace(parameter, server, at, (uri) => look.document(uri, server));
    return [`- ${escapeMarkdown(server.name)}: ${set}`];
  });
  if (lines.length === 0) return '';
  const more = lines.length > mostServers ? [`- and ${lines.length - mostServers} more`] : [];
  return ['Other servers of the workspace', '', ...lines.slice(0, mostServers), ...more].join('\n');
}
