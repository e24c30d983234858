import { parseArgs } from 'node:util';
import { type Major, majors, type Preset, presets, toMajor } from '../../core/src/index.ts';
import { type AttemptArguments, attemptHelp, parseAttempt } from './who-may-connect.ts';

const formats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;
type Format = (typeof formats)[number];

/** What `lint` is to do; `pg` is undefined where the files are to say it. */
export interface LintArguments {
  readonly command: 'lint';
  readonly paths: readonly string[];
  readonly pg: Major | undefined;
  readonly format: Format;
  readonly fix: boolean;
  readonly strict: boolean;
  /** More warnings than this fail the run; undefined: any number may be. */
  readonly maxWarnings: number | undefined;
  /** Besides those that project files name. */
  readonly presets: readonly Preset[];
  /** A file of findings that are left out. */
  readonly baseline: string | undefined;
  /** A file that the findings are written to. */
  readonly writeBaseline: string | undefined;
}

/** The command line as understood; `wrong` carries the sentence that says why it was not. */
export type Arguments =
  | LintArguments
  | AttemptArguments
  | { readonly command: 'explain'; readonly rule: string }
  | { readonly command: 'topology'; readonly paths: readonly string[] }
  | { readonly command: 'rules' | 'help' | 'version' }
  | { readonly command: 'wrong'; readonly message: string };

/** What `--help` prints. */
export const helpText = `PG Replication: what the real server says about PostgreSQL configuration.

Usage:
  pg-replication lint [paths…]     check files and folders (default: the current folder)
  pg-replication explain <rule>    what a rule finds, why, and how to mend it
  pg-replication rules             every rule with its severity
  pg-replication topology [paths…] who streams from whom, as a Mermaid flowchart
  pg-replication serve --stdio     the language server, for editors
  pg-replication who-may-connect [folder] --user NAME …
                                   which record of pg_hba.conf decides on a connection

Options of lint:
  --pg MAJOR        the major release the files are for (${majors[0]} to ${majors.at(-1)}); default: what the
                    files, pg-replication.json, PG_VERSION or the path say, else the newest
  --format FORMAT   ${formats.join(', ')} (default: text)
  --fix             apply the safe fixes
  --strict          exit 1 for warnings too
  --max-warnings N  exit 1 for more than N warnings
  --preset NAME     hold the servers against a preset too: ${presets.slice(1, 5).join(', ')},
                    ${presets.slice(5).join(', ')}; may be given several times
  --baseline FILE   leave out the findings that FILE holds: only new ones count
  --write-baseline FILE
                    write all findings to FILE and exit 0, so that a large repository can start today

${attemptHelp}
Exit status: 0 nothing found, 1 findings of severity error, or too many warnings (of
who-may-connect: the connection is refused), 2 could not run.
`;

function wrong(message: string): Arguments {
  return { command: 'wrong', message };
}

function parseLint(paths: readonly string[], options: ReturnType<typeof parse>['values']): Arguments {
  const pg = options.pg === undefined ? undefined : toMajor(options.pg);
  if (options.pg !== undefined && pg === undefined) {
    return wrong(`--pg ${options.pg}: not a major release this program knows (${majors[0]} to ${majors.at(-1)})`);
  }
  const format = formats.find((it) => it === (options.format ?? 'text'));
  if (!format) return wrong(`--format ${options.format}: use one of ${formats.join(', ')}`);
  const { 'max-warnings': most } = options;
  if (most !== undefined && !/^[0-9]{1,9}$/.test(most)) return wrong(`--max-warnings ${most}: not a number`);
  const unknown = options.preset?.find((name) => !presets.some((it) => it === name));
  if (unknown !== undefined) return wrong(`--preset ${unknown}: use one of ${presets.join(', ')}`);
  const { fix = false, strict = false, baseline, 'write-baseline': writeBaseline } = options;
  if (baseline !== undefined && writeBaseline !== undefined) return wrong('--baseline or --write-baseline, not both');
  return {
    command: 'lint',
    paths: paths.length > 0 ? paths : ['.'],
    pg,
    format,
    fix,
    strict,
    maxWarnings: most === undefined ? undefined : Number(most),
    presets: presets.filter((it) => options.preset?.includes(it)),
    baseline,
    writeBaseline,
  };
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      pg: { type: 'string' },
      format: { type: 'string' },
      fix: { type: 'boolean' },
      strict: { type: 'boolean' },
      'max-warnings': { type: 'string' },
      preset: { type: 'string', multiple: true },
      baseline: { type: 'string' },
      'write-baseline': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'V' },
    },
  });
}

/** Reads the command line, without the program's name. What is wrong comes back as a sentence. */
export function parseArguments(argv: readonly string[]): Arguments {
  let parsed: ReturnType<typeof parse>;
  try {
    if (argv[0] === 'who-may-connect' && !argv.includes('--help')) {
      const asked = parseAttempt(argv.slice(1));
      return typeof asked === 'string' ? wrong(asked) : asked;
    }
    parsed = parse(argv);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'the arguments cannot be read');
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (values.version) return { command: 'version' };
  if (values.help || command === undefined || command === 'help') return { command: 'help' };
  if (command === 'lint') return parseLint(rest, values);
  if (command === 'topology') return { command, paths: rest.length > 0 ? rest : ['.'] };
  if (command === 'rules') return { command: 'rules' };
  if (command !== 'explain') return wrong(`unknown command "${command}"`);
  const [rule] = rest;
  return rule === undefined ? wrong('explain wants the id of a rule') : { command: 'explain', rule };
}
