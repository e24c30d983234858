import { type FileKind, type FileProblem, fileOrigin, type ServerConfig } from '../../model/server-config.ts';
import type { Origin } from '../../text/origin.ts';
import type { Fix, ReportOptions } from '../rule.ts';

/** A rule's `report`, whatever its messages: a problem carries the id of a message and exactly its holes. */
type ReportProblem = {
  report(at: Origin, id: string, holes: FileProblem['holes'], options?: ReportOptions): void;
}['report'];

/** A long path by its end, which tells more. */
function shown(holes: FileProblem['holes']): FileProblem['holes'] {
  const { path } = holes;
  return typeof path === 'string' && path.length > 40 ? { ...holes, path: `…${path.slice(-39)}` } : holes;
}

/** Reports each problem of the given kinds of file whose code is one of the rule's messages. */
export function reportProblems(
  server: ServerConfig,
  kinds: readonly FileKind[],
  messages: Readonly<Record<string, string>>,
  report: ReportProblem,
  fixesOf: (problem: FileProblem) => readonly Fix[] = () => [],
): void {
  for (const problem of server.problems) {
    if (!kinds.includes(problem.kind) || !Object.hasOwn(messages, problem.code)) continue;
    report(fileOrigin(problem.uri, problem.range), problem.code, shown(problem.holes), { fixes: fixesOf(problem) });
  }
}
