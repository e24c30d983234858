import * as z from 'zod/mini';
import { type DeclaredServer, majors, newestMajor, toMajor } from '../../core/src/index.ts';

/** A server of the project: `folder` is relative to the project file, with forward slashes, `.` for the root itself. */
export interface ProjectServer extends DeclaredServer {
  readonly folder: string;
}

interface ProjectProblem {
  readonly message: string;
  /** Keys and indices that lead to the place, [] for the whole file. */
  readonly path: readonly (string | number)[];
}

/** What could be read of a project file, and what could not. */
export interface ProjectFile {
  readonly servers: readonly ProjectServer[];
  readonly problems: readonly ProjectProblem[];
}

const server = z.object({
  name: z.string().check(z.minLength(1)),
  folder: z.string(),
  major: z.optional(z.int().check(z.minimum(Math.min(...majors)), z.maximum(newestMajor))),
  role: z.optional(z.enum(['primary', 'standby', 'recovery'])),
});

const outline = z.object({ servers: z.optional(z.array(z.unknown())) });

function normalise(folder: string): string {
  return (
    folder
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/') || '.'
  );
}

function problemsOf(error: z.core.$ZodError, at: readonly (string | number)[]): readonly ProjectProblem[] {
  return error.issues.map(({ message, path }) => ({
    message,
    path: [...at, ...path.map((key) => (typeof key === 'symbol' ? String(key) : key))],
  }));
}

/** Reads a project file. What is wrong is told and left out; the rest counts. Never throws. */
export function parseProjectFile(text: string): ProjectFile {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { servers: [], problems: [{ message: error instanceof Error ? error.message : 'not JSON', path: [] }] };
  }
  const whole = outline.safeParse(data);
  if (!whole.success) return { servers: [], problems: problemsOf(whole.error, []) };
  const servers: ProjectServer[] = [];
  const problems: ProjectProblem[] = [];
  for (const [index, item] of (whole.data.servers ?? []).entries()) {
    const read = server.safeParse(item);
    if (!read.success) {
      problems.push(...problemsOf(read.error, ['servers', index]));
      continue;
    }
    const { name, folder, role } = read.data;
    const major = toMajor(read.data.major ?? '');
    servers.push({ name, folder: normalise(folder), ...(major && { major }), ...(role && { role }) });
  }
  return { servers, problems };
}

/** What the project says of a folder (relative to the project file); undefined if it does not name it. */
export function declaredServer(project: ProjectFile | undefined, folder: string): ProjectServer | undefined {
  const wanted = normalise(folder);
  return project?.servers.find((it) => it.folder === wanted);
}
