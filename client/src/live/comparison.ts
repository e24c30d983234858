import {
  maskSecrets,
  newestMajor,
  type Parameter,
  quoteValue,
  type ServerConfig,
  templateText,
  unitsOf,
} from '../../../core/src/index.ts';
import { comparableRecords, tellsRecords } from './comparable-records.ts';

/** Two texts that differ where two configurations differ, and nowhere else. Records are left out where one side's are not known. */
export interface Comparison {
  readonly left: string;
  readonly right: string;
}

/** The value in force, spelled so that equal values are equal texts: `131072kB` and `128MB` are both `128MB`; a template's as written. */
export function canonicalValue(server: ServerConfig, parameter: Parameter): string {
  const { name, type } = parameter;
  const filledIn = templateText(server, server.setting(name).at);
  if (filledIn !== undefined) return maskSecrets(filledIn);
  if (type === 'bool') return server.boolean(name) ? 'on' : 'off';
  if (type === 'enum') return server.word(name);
  if (type === 'string') return maskSecrets(server.setting(name).value);
  return withUnit(server.number(name), parameter.unit);
}

/** The largest unit that divides the number, as SHOW does it. */
function withUnit(number: number, unit: string | undefined): string {
  if (unit === undefined || number <= 0) return String(number);
  const fitting = unitsOf(unit, newestMajor).find(({ factor }) => factor >= 1 && number % factor === 0);
  return fitting ? `${number / fitting.factor}${fitting.name}` : String(number);
}

function line(server: ServerConfig, name: string): string {
  const parameter = server.catalog.get(name);
  if (!parameter) return `# ${name} is not known to ${server.catalog.major}`;
  return `${name} = ${quoteValue(canonicalValue(server, parameter))}`;
}

function isCompared({ context }: Parameter): boolean {
  return context !== 'internal' && context !== 'recovery';
}

/** Parameters that a configuration sets, by their canonical names. */
function namesSet(server: ServerConfig): readonly string[] {
  return server.settings.flatMap(({ parameter }) => (parameter && isCompared(parameter) ? [parameter.name] : []));
}

/**
 * What two servers have in force, for every parameter that one of them sets and that is known of both, in the order of the
 * alphabet; then who may connect, in the order of the records.
 */
export function compareConfigurations(
  left: ServerConfig,
  right: ServerConfig,
  unknown: ReadonlySet<string> = new Set(),
): Comparison {
  const names = [...new Set([...namesSet(left), ...namesSet(right)])].filter((name) => !unknown.has(name)).toSorted();
  const hasRecords = tellsRecords(left) && tellsRecords(right);
  const text = (server: ServerConfig) => {
    const settings = names.map((name) => line(server, name));
    const records = hasRecords ? ['', '# pg_hba.conf', ...comparableRecords(server)] : [];
    return `${[...settings, ...records].join('\n')}\n`;
  };
  return { left: text(left), right: text(right) };
}
