import {
  type Files,
  type OrganisationRule,
  type RuleChoice,
  resolvePath,
  ruleOfOrganisation,
  type Severity,
  type Uri,
} from '../../core/src/index.ts';
import {
  normaliseFolder,
  type ProjectFile,
  type ProjectProblem,
  type ProjectServer,
  parseProjectFile,
  unknownRules,
} from './project-file.ts';

/** A file of the project with what is wrong in it. */
interface CheckedFile {
  readonly uri: Uri;
  readonly text: string;
  readonly problems: readonly ProjectProblem[];
}

/** A project file together with those that it extends. */
export interface Project {
  readonly servers: readonly ProjectServer[];
  /** Its own word wins over that of the files it extends, a later one of those over an earlier one. */
  readonly choice: RuleChoice;
  /** The project file itself first. */
  readonly files: readonly CheckedFile[];
}

/** Files that extend each other are read once. */
const mostFiles = 50;

interface Read {
  readonly uri: Uri;
  readonly text: string;
  readonly file: ProjectFile;
  readonly problems: ProjectProblem[];
}

/** Reads a file and those it extends, the extended ones before it. */
async function readAll(files: Files, uri: Uri, text: string, done: Map<Uri, Read>): Promise<readonly Read[]> {
  const file = parseProjectFile(text);
  const own: Read = { uri, text, file, problems: [...file.problems] };
  done.set(uri, own);
  const order: Read[] = [];
  for (const { path, range } of file.extends) {
    const other = resolvePath(uri, path);
    if (done.has(other) || done.size >= mostFiles) continue;
    const found = await files.read(other);
    if (found === undefined) own.problems.push({ message: `There is no file ${path}`, range });
    else order.push(...(await readAll(files, other, found, done)));
  }
  return [...order, own];
}

function choiceOf(reads: readonly Read[]): RuleChoice {
  const presets = new Set(reads.flatMap(({ file }) => file.presets));
  const severities: Record<string, Severity | 'off'> = {};
  const organisation = new Map<string, OrganisationRule>();
  for (const { file } of reads) {
    Object.assign(severities, file.severities);
    for (const { rule } of file.organisation) organisation.set(rule.id, rule);
  }
  return { presets: [...presets], severities, organisation: [...organisation.values()].map(ruleOfOrganisation) };
}

/** Reads the project file whose text is given, and what it extends. What cannot be read is among the problems. */
export async function loadProject(files: Files, uri: Uri, text: string): Promise<Project> {
  const done = new Map<Uri, Read>();
  const reads = await readAll(files, uri, text, done);
  const choice = choiceOf(reads);
  const own = choice.organisation.map(({ id }) => id);
  return {
    servers: done.get(uri)?.file.servers ?? [],
    choice,
    files: [...done.values()].map(({ uri: at, text: of, problems }) => ({
      uri: at,
      text: of,
      problems: [...problems, ...unknownRules(of, own)],
    })),
  };
}

/** What the project says of a folder (relative to the project file); undefined if it does not name it. */
export function declaredServer(project: Project | undefined, folder: string): ProjectServer | undefined {
  const wanted = normaliseFolder(folder);
  return project?.servers.find((it) => it.folder === wanted);
}
