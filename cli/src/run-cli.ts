import { parentOf, type RuleFacts, type RuleGroup, ruleGroups, type Uri } from '../../core/src/index.ts';
import { helpText, type LintArguments, parseArguments } from './arguments.ts';
import { openBaseline } from './baseline.ts';
import { draw } from './draw.ts';
import { explain } from './explain.ts';
import { findServers, type Job } from './find-servers.ts';
import { type Fixed, fixFolder } from './fix-folder.ts';
import { lintBetween } from './lint-between.ts';
import { type Linted, lintFolder } from './lint-folder.ts';
import { NodeFiles } from './node-files.ts';
import { Projects } from './projects.ts';
import { GithubReport } from './report/github.ts';
import { JsonReport } from './report/json.ts';
import { type Report, shownPath } from './report/report.ts';
import { TextReport } from './report/text.ts';
import { answerAttempt } from './who-may-connect.ts';

/** 0 clean, 1 findings of severity error or too many warnings, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

/** The world of the command line. */
export interface CliWorld {
  readonly argv: readonly string[];
  readonly version: string;
  readonly colour: boolean;
  /** Resolves when more may be written. */
  write(text: string): Promise<void>;
  /** For what is wrong with the run itself. */
  complain(text: string): void;
}

/** The report that is asked for. What few ask for is loaded then: its libraries are a good part of a start. */
async function reportOf(args: LintArguments, world: CliWorld): Promise<Report> {
  switch (args.format) {
    case 'json':
      return new JsonReport();
    case 'github':
      return new GithubReport();
    case 'gitlab':
      return new (await import('./report/gitlab.ts')).GitlabReport();
    case 'junit':
      return new (await import('./report/junit.ts')).JunitReport();
    case 'sarif':
      return new (await import('./report/sarif.ts')).SarifReport(world.version);
    case 'text':
      return new TextReport(world.colour);
  }
}

class LintRun {
  readonly #totals = { servers: 0, error: 0, warning: 0, information: 0, hint: 0, fixed: 0 };
  readonly #args: LintArguments;
  readonly #world: CliWorld;
  #missing = false;

  constructor(args: LintArguments, world: CliWorld) {
    this.#args = args;
    this.#world = world;
  }

  async run(): Promise<ExitCode> {
    const { paths, pg, fix } = this.#args;
    const report = await reportOf(this.#args, this.#world);
    const files = new NodeFiles();
    const baseline = await openBaseline(this.#args);
    const projects = new Projects((message) => this.#world.complain(`${message}\n`), this.#args.presets);
    await this.#world.write(report.begin());
    const included = new Set<Uri>();
    const jobs: Job[] = [];
    let hasStandby = false;
    for (const job of findServers(files, paths, included)) {
      if ('missing' in job) this.#complainOf(job.missing);
      else {
        const linted = baseline.take(await (fix ? fixFolder : lintFolder)(files, job, projects, pg));
        if (job.file === undefined) jobs.push(job);
        hasStandby ||= linted.server.role === 'standby';
        for (const { uri } of linted.server.files) if (parentOf(uri) !== job.folder) included.add(uri);
        this.#count(linted);
        const text = report.server(linted);
        if (text !== '') await this.#world.write(text);
      }
    }
    if (hasStandby && jobs.length > 1) {
      for (const between of await lintBetween(files, jobs, projects, pg)) {
        const linted = baseline.take(between);
        for (const { severity } of linted.findings) this.#totals[severity]++;
        const text = report.server(linted);
        if (text !== '') await this.#world.write(text);
      }
    }
    await this.#world.write(report.end(this.#totals));
    const said = baseline.end();
    if (said !== '') this.#world.complain(`${said}\n`);
    return this.#exitCode();
  }

  #complainOf(path: string): void {
    this.#missing = true;
    this.#world.complain(`pg-replication: ${path} does not exist\n`);
  }

  #count(linted: Linted & Partial<Fixed>): void {
    this.#totals.servers++;
    for (const uri of linted.unwritable ?? []) {
      this.#world.complain(`pg-replication: ${shownPath(uri)} is not UTF-8, it is left as it is\n`);
    }
    this.#totals.fixed += linted.fixed ?? 0;
    for (const { severity } of linted.findings) this.#totals[severity]++;
  }

  #exitCode(): ExitCode {
    if (this.#missing) return 2;
    const { error, warning } = this.#totals;
    const { strict, maxWarnings = Number.POSITIVE_INFINITY } = this.#args;
    return error > 0 || warning > (strict ? 0 : maxWarnings) ? 1 : 0;
  }
}

function ruleTable(): string {
  const rows = ruleGroups.flatMap(({ group, rules }) => rules.map((rule) => [rule, group] as const));
  const width = Math.max(...rows.map(([rule]) => rule.id.length));
  return rows
    .map(
      ([{ id, severity, docs }, group]) =>
        `${id.padEnd(width)}  ${group.padEnd(11)}  ${severity.padEnd(11)}  ${docs.what}\n`,
    )
    .join('');
}

function findRule(id: string): { readonly rule: RuleFacts; readonly group: RuleGroup } | undefined {
  for (const { group, rules } of ruleGroups) {
    const rule = rules.find((it) => it.id === id);
    if (rule) return { rule, group };
  }
  return undefined;
}

async function runExplain(id: string, world: CliWorld): Promise<ExitCode> {
  const found = findRule(id);
  if (found) await world.write(explain(found.rule, found.group));
  else world.complain(`pg-replication: there is no rule "${id}"; see pg-replication rules\n`);
  return found ? 0 : 2;
}

async function run(world: CliWorld): Promise<ExitCode> {
  const args = parseArguments(world.argv);
  switch (args.command) {
    case 'lint':
      return new LintRun(args, world).run();
    case 'who-may-connect': {
      const projects = new Projects((message) => world.complain(`${message}\n`));
      const { text, mayConnect } = await answerAttempt(args, new NodeFiles(), projects);
      await world.write(text);
      return mayConnect ? 0 : 1;
    }
    case 'topology': {
      const projects = new Projects((message) => world.complain(`${message}\n`));
      await world.write(await draw(new NodeFiles(), args.paths, projects));
      return 0;
    }
    case 'explain':
      return runExplain(args.rule, world);
    case 'wrong':
      world.complain(`pg-replication: ${args.message}\nSee pg-replication --help\n`);
      return 2;
    case 'help':
      await world.write(helpText);
      return 0;
    case 'version':
      await world.write(`${world.version}\n`);
      return 0;
    case 'rules':
      await world.write(ruleTable());
      return 0;
  }
}

/** The whole command line as a function. An error nobody foresaw is one sentence and exit code 2. */
export async function runCli(world: CliWorld): Promise<ExitCode> {
  try {
    return await run(world);
  } catch (error) {
    world.complain(`pg-replication: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}
