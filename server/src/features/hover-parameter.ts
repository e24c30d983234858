import {
  isSecret,
  manualPage,
  maskSecrets,
  nameOf,
  newestMajor,
  type Parameter,
  parameterText,
  type ServerConfig,
} from '../../../core/src/index.ts';
import { toLocation } from '../convert.ts';
import type { FileView } from '../session.ts';
import { code, defaultValue, majorsInWords, plainValue, whenItChanges, withUnit } from './words.ts';

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

/** All that is known of a parameter in the target major, and what it is set to here. */
export function parameterHover(parameter: Parameter, view: FileView): string {
  const { server } = view.located;
  const { head, facts } = knownOf(parameter, server);
  return [
    ...head,
    [...facts, ...inForce(parameter, view)].map((fact) => `- ${fact}`).join('\n'),
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

/** The value that counts and the line it comes from. Nothing for a file that belongs to no known server. */
function inForce(parameter: Parameter, { located, documentOf }: FileView): readonly string[] {
  const { server } = located;
  const found = server.setting(parameter.name);
  if (located.isFragment && !found.at) return [];
  const value = isSecret(parameter.name) ? '****' : maskSecrets(found.value);
  const plain = plainValue(found.value, parameter, server.catalog.major);
  const shown = `${value === '' ? 'empty' : code(value)}${plain === undefined ? '' : ` (${plain})`}`;
  if (found.at?.kind !== 'file')
    return [
      `**In force** ${value === '' ? 'empty' : code(defaultValue(parameter, server.catalog.major))}, the default`,
    ];
  const { uri, range: place } = toLocation(found.at, documentOf);
  const line = place.start.line + 1;
  return [`**In force** ${shown}, from [${escapeMarkdown(nameOf(uri))}:${line}](${uri}#L${line})`];
}
