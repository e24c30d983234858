import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import {
  type ConnectionAnswer,
  type ConnectionAttempt,
  type FileOrigin,
  type Major,
  majors,
  maskSecrets,
  type ServerConfig,
  toMajor,
  whoMayConnect,
} from '../../core/src/index.ts';
import { type Finding, lintFolder } from './lint-folder.ts';
import type { NodeFiles } from './node-files.ts';
import type { Projects } from './projects.ts';
import { Places } from './report/report.ts';

/** What `who-may-connect` is asked. */
export interface AttemptArguments {
  readonly command: 'who-may-connect';
  readonly folder: string;
  readonly pg: Major | undefined;
  readonly json: boolean;
  readonly attempt: ConnectionAttempt;
}

/** The lines of `--help` about it. */
export const attemptHelp = `Options of who-may-connect (which HBA record decides, and which are passed over):
  --user NAME       the role that connects (needed)
  --database NAME   the database; default: the one of the user's name
  --replication     physical replication, as a standby or pg_basebackup asks for it
  --address IP      the client's address; default: a Unix socket of the server's machine
  --host-name NAME  the name that the address resolves to; without --address the address is not known
  --no-tls          without TLS (default: with TLS, but for a socket)
  --gss             encrypted by GSSAPI, which a socket cannot be
  --role NAME       a role the user is a member of; may be given several times
  --json            as JSON
`;

/** Reads its arguments; a sentence where they cannot be understood. */
export function parseAttempt(argv: readonly string[]): AttemptArguments | string {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      user: { type: 'string' },
      database: { type: 'string' },
      replication: { type: 'boolean' },
      address: { type: 'string' },
      'host-name': { type: 'string' },
      'no-tls': { type: 'boolean' },
      gss: { type: 'boolean' },
      role: { type: 'string', multiple: true },
      pg: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const { user, database = '', replication = false, address, role, gss = false } = values;
  const pg = values.pg === undefined ? undefined : toMajor(values.pg);
  if (values.pg !== undefined && pg === undefined)
    return `--pg ${values.pg}: not a major release this program knows (${majors[0]} to ${majors.at(-1)})`;
  if (user === undefined) return 'who-may-connect wants --user';
  if (positionals.length > 1) return 'who-may-connect wants one folder';
  if (address !== undefined && isIP(address) === 0)
    return `--address ${address}: not an address; it wants one such as 10.0.0.7 or fd00::7 (a name goes behind --host-name)`;
  if (replication && values.database !== undefined) return '--database or --replication, not both';
  const hostName = values['host-name'];
  // Only TCP has names of hosts and GSSAPI.
  const isOverTcp = address !== undefined || hostName !== undefined || gss;
  const attempt: ConnectionAttempt = {
    type: isOverTcp ? 'host' : 'local',
    tls: isOverTcp && !values['no-tls'] && !gss,
    gss,
    database: replication ? undefined : database,
    user,
    ...(role && { roles: role }),
    ...(address !== undefined && { address }),
    ...(hostName !== undefined && { hostName }),
  };
  return { command: 'who-may-connect', folder: positionals[0] ?? '.', pg, json: values.json ?? false, attempt };
}

/** A record on one line, its secrets masked: a terminal is logged, and an answer of CI is read by many. */
function textOf(server: ServerConfig, { uri, range }: FileOrigin): string {
  const text = server.files.find((file) => file.uri === uri)?.text.slice(range.start, range.end) ?? '';
  return maskSecrets(text.replace(/\\\r?\n/g, ' ').replace(/\s+/g, ' '));
}

/** The answer for readers. */
function shown(server: ServerConfig, answer: ConnectionAnswer): string {
  const places = new Places(server);
  const line = (at: FileOrigin) => {
    const { file, line: number } = places.place(at);
    return `${file}:${number}: ${textOf(server, at)}`;
  };
  const steps = answer.steps.map(({ at, fits, reason }) => {
    if (fits === 'yes') return `  decides  ${line(at)}`;
    return `  ${fits === 'no' ? 'passes ' : 'may fit'}  ${line(at)}\n             ${reason}`;
  });
  const certain = answer.isCertain ? '' : ' (unless a record marked "may fit" does)';
  const problems = answer.problems.length === 0 ? [] : ['The server refuses this HBA file: run lint first.'];
  return [`${answer.outcome}${certain}: ${answer.meaning}`, ...problems, ...answer.remarks, ...steps].join('\n');
}

/** What keeps the server from loading its HBA file, a place and a sentence each; nothing where it is loaded. */
function refusals({ problems }: ConnectionAnswer, findings: readonly Finding[], places: Places) {
  return problems.map(({ uri, range }) => {
    const told = findings.find(
      ({ at, severity }) => severity === 'error' && at.uri === uri && at.range.start === range.start,
    );
    const message = told?.message ?? 'The server refuses this.';
    return { ...places.place({ kind: 'file', uri, range }), message };
  });
}

/**
 * Answers; returns the text and whether anybody is let in or asked for proof. A file that is refused lets nobody in: the
 * server does not start with it.
 */
export async function answerAttempt(
  { folder, pg, json, attempt }: AttemptArguments,
  files: NodeFiles,
  projects: Projects,
): Promise<{ readonly text: string; readonly mayConnect: boolean }> {
  const { server, findings } = await lintFolder(files, { folder }, projects, pg);
  if (!server.files.some(({ kind }) => kind === 'hba')) throw new Error(`there is no pg_hba.conf in ${folder}`);
  const answer = whoMayConnect(server, attempt);
  const places = new Places(server);
  const mayConnect = answer.outcome !== 'refused' && answer.problems.length === 0;
  if (!json) return { text: `${shown(server, answer)}\n`, mayConnect };
  const { outcome, isCertain, meaning, remarks } = answer;
  const steps = answer.steps.map(({ at, fits, reason }) => ({
    ...places.place(at),
    record: textOf(server, at),
    fits,
    reason,
  }));
  const refused = refusals(answer, findings, places);
  const told = { outcome, isCertain, meaning, remarks, isLoaded: refused.length === 0, refusals: refused, steps };
  return { text: `${JSON.stringify(told, null, 2)}\n`, mayConnect };
}
