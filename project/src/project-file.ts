import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import * as z from 'zod/mini';
import {
  catalogFor,
  type DeclaredServer,
  type Major,
  nearestName,
  newestMajor,
  type OrganisationRule,
  type Preset,
  ruleIds,
  type Severity,
  type TextRange,
  toMajor,
} from '../../core/src/index.ts';
import {
  levelSchema,
  organisationSchema,
  patternOf,
  presetSchema,
  projectSchema,
  serverSchema,
} from './project-schema.ts';

/** A server of the project: `folder` is relative to the project file, with forward slashes, `.` for the root itself. */
export interface ProjectServer extends DeclaredServer {
  readonly folder: string;
}

/** What is wrong with a project file, and where. */
export interface ProjectProblem {
  readonly message: string;
  readonly range: TextRange;
}

/** What could be read of one project file, and what could not. */
export interface ProjectFile {
  readonly servers: readonly ProjectServer[];
  /** Paths of other files, relative to this one, with the places of their names. */
  readonly extends: readonly { readonly path: string; readonly range: TextRange }[];
  readonly presets: readonly Preset[];
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly organisation: readonly { readonly rule: OrganisationRule; readonly range: TextRange }[];
  readonly problems: readonly ProjectProblem[];
}

type Path = readonly (string | number)[];

/** A folder as servers are compared by: no empty parts, `.` for the root. */
export function normaliseFolder(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.');
  return parts.join('/') || '.';
}

class ProjectReader {
  readonly problems: ProjectProblem[] = [];
  readonly #root: Node | undefined;

  constructor(text: string) {
    const errors: ParseError[] = [];
    this.#root = parseTree(text, errors, { allowTrailingComma: true });
    for (const { error, offset, length } of errors) {
      // Of an unfinished comment the library counts what is not there.
      const range = { start: offset, end: Math.min(offset + length, text.length) };
      this.problems.push({ message: `This is not JSON: ${printParseErrorCode(error)}`, range });
    }
    if (this.#root && this.#root.type !== 'object') this.refuse([], 'The file must hold one object');
    this.#refuseUnknownKeys([], Object.keys(projectSchema.shape));
  }

  /** The range of what stands at a path; of the nearest thing around it where there is nothing. */
  rangeOf(path: Path): TextRange {
    for (let length = path.length; this.#root && length >= 0; length--) {
      const node = findNodeAtLocation(this.#root, path.slice(0, length));
      // A whole object is too much to underline.
      if (node) return { start: node.offset, end: node.offset + (node.type === 'object' ? 1 : node.length) };
    }
    return { start: 0, end: 0 };
  }

  refuse(path: Path, message: string): void {
    this.problems.push({ message, range: this.rangeOf(path) });
  }

  /** Every item of a list that the schema takes, with its place; the others are refused. */
  items<Schema extends z.ZodMiniType>(key: string, schema: Schema): { value: z.output<Schema>; path: Path }[] {
    const node = this.#child(key, 'array');
    return (node?.children ?? []).flatMap((item, index) => {
      const path = [key, index];
      if (schema instanceof z.ZodMiniObject) this.#refuseUnknownKeys(path, Object.keys(schema.shape));
      return this.#take(schema, getNodeValue(item), path);
    });
  }

  /** Every property of an object that the schema takes. */
  properties<Schema extends z.ZodMiniType>(key: string, schema: Schema): Map<string, z.output<Schema>> {
    const taken = new Map<string, z.output<Schema>>();
    for (const { children } of this.#child(key, 'object')?.children ?? []) {
      const [name, value] = children ?? [];
      if (!name || !value) continue;
      const id = String(name.value);
      for (const it of this.#take(schema, getNodeValue(value), [key, id])) taken.set(id, it.value);
    }
    return taken;
  }

  /** The place of a property's name. */
  rangeOfName(key: string, name: string): TextRange {
    const value = this.#root && findNodeAtLocation(this.#root, [key, name]);
    const node = value?.parent?.children?.[0];
    return node ? { start: node.offset, end: node.offset + node.length } : this.rangeOf([key]);
  }

  #child(key: string, type: 'array' | 'object'): Node | undefined {
    const node = this.#root && findNodeAtLocation(this.#root, [key]);
    if (node && node.type !== type) this.refuse([key], `${key} must be ${type === 'array' ? 'a list' : 'an object'}`);
    return node?.type === type ? node : undefined;
  }

  #take<Schema extends z.ZodMiniType>(schema: Schema, value: unknown, path: Path) {
    const read = schema.safeParse(value);
    if (read.success) return [{ value: read.data, path }];
    for (const issue of read.error.issues) {
      const keys = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
      this.refuse([...path, ...keys], issue.message);
    }
    return [];
  }

  #refuseUnknownKeys(path: Path, known: readonly string[]): void {
    const node = this.#root && (path.length === 0 ? this.#root : findNodeAtLocation(this.#root, [...path]));
    if (node?.type !== 'object') return;
    for (const { children } of node.children ?? []) {
      const name = children?.[0];
      if (!name || known.includes(String(name.value))) continue;
      const near = nearestName(String(name.value), known);
      const message = `There is no key ${String(name.value)} here${near === undefined ? '' : `: did you mean ${near}?`}`;
      this.problems.push({ message, range: { start: name.offset, end: name.offset + name.length } });
    }
  }
}

function toServer({ name, folder, major, role, hosts, port, upstream }: z.output<typeof serverSchema>): ProjectServer {
  const known = toMajor(major ?? '');
  const placement = { ...(hosts && { hosts }), ...(port && { port }), ...(upstream !== undefined && { upstream }) };
  const placed = Object.keys(placement).length > 0 && { placement };
  return { name, folder: normaliseFolder(folder), ...placed, ...(known && { major: known }), ...(role && { role }) };
}

const oldest: Major = 10;

function toOrganisationRule(written: z.output<typeof organisationSchema>): OrganisationRule | undefined {
  const { id, parameter, hba, where = {}, role, severity = 'warning', message, fix } = written;
  const about = parameter !== undefined ? { parameter } : hba && { hba, where };
  const { equals, oneOf, atLeast, matches } = written;
  const pattern = patternOf(matches ?? '');
  const condition =
    equals !== undefined
      ? { equals }
      : oneOf
        ? { oneOf }
        : atLeast !== undefined
          ? { atLeast }
          : pattern && { matches: pattern };
  if (!about || !condition) return undefined;
  const majors = {
    first: toMajor(written.majors?.first ?? '') ?? oldest,
    last: toMajor(written.majors?.last ?? '') ?? newestMajor,
  };
  return { id, about, condition, majors, role, severity, message, fix: fix === undefined ? undefined : String(fix) };
}

function isKnown(parameter: string): boolean {
  return catalogFor(newestMajor).history(parameter).length > 0;
}

function readOrganisation(reader: ProjectReader): ProjectFile['organisation'] {
  const found = new Map<string, ProjectFile['organisation'][number]>();
  for (const { value, path } of reader.items('organisation', organisationSchema)) {
    const rule = toOrganisationRule(value);
    if (ruleIds.includes(value.id)) reader.refuse([...path, 'id'], `${value.id} is a rule of PG Replication itself`);
    else if (found.has(value.id)) reader.refuse([...path, 'id'], `There is another rule ${value.id} in this file`);
    else if (rule && value.parameter !== undefined && !isKnown(value.parameter)) {
      const near = catalogFor(newestMajor).nearest(value.parameter);
      const hint = near === undefined ? '' : `: did you mean ${near}?`;
      reader.refuse([...path, 'parameter'], `No major has a parameter ${value.parameter}${hint}`);
    } else if (rule) found.set(value.id, { rule, range: reader.rangeOf([...path, 'id']) });
  }
  return [...found.values()];
}

/** Reads a project file, comments and commas at ends allowed. What is wrong is told and left out; the rest counts. Never throws. */
export function parseProjectFile(text: string): ProjectFile {
  const reader = new ProjectReader(text);
  const named = reader.items('servers', serverSchema);
  const servers = named.map(({ value }) => toServer(value));
  for (const { value, path } of named) {
    const { name, upstream } = value;
    if (upstream === undefined || (upstream !== name && servers.some((it) => it.name === upstream))) continue;
    const why =
      upstream === name ? 'A server cannot stream from itself' : `There is no server ${upstream} in this file`;
    reader.refuse([...path, 'upstream'], why);
  }
  const paths = reader
    .items('extends', z.string())
    .map(({ value, path }) => ({ path: value, range: reader.rangeOf(path) }));
  const presets = reader.items('presets', presetSchema).map(({ value }) => value);
  const severities = Object.fromEntries(reader.properties('rules', levelSchema));
  const organisation = readOrganisation(reader);
  return { servers, extends: paths, presets, severities, organisation, problems: reader.problems };
}

/** The problems of ids under `rules` that no rule has; `own` are those of the organisation, from all files together. */
export function unknownRules(text: string, own: readonly string[]): readonly ProjectProblem[] {
  const reader = new ProjectReader(text);
  const known = [...ruleIds, ...own];
  return [...reader.properties('rules', levelSchema).keys()]
    .filter((id) => !known.includes(id))
    .map((id) => {
      const near = nearestName(id, known);
      const message = `There is no rule ${id}${near === undefined ? '' : `: did you mean ${near}?`}`;
      return { message, range: reader.rangeOfName('rules', id) };
    });
}
