import type { Major } from '../../catalog/parameter.ts';
import { fileOrigin, type Role, type ServerConfig } from '../../model/server-config.ts';
import type { HbaRecord, HbaToken } from '../../syntax/hba.ts';
import { parseBool, parseNumber, wordOf } from '../../syntax/value.ts';
import type { Origin } from '../../text/origin.ts';
import { quoteHbaToken, setParameter } from '../edits.ts';
import { type Fix, type Report, type Rule, replace, type Severity } from '../rule.ts';

/** The fields of an HBA record that a rule of an organisation may speak of. */
export const hbaFields = ['type', 'database', 'user', 'address', 'method'] as const;
type HbaField = (typeof hbaFields)[number];

/** What must hold; exactly one is given. Numbers are compared in the parameter's unit, words without case. */
type Condition =
  | { readonly equals: string | number | boolean }
  | { readonly oneOf: readonly (string | number | boolean)[] }
  | { readonly atLeast: string | number }
  | { readonly matches: RegExp };

/** A rule that an organisation writes down for itself: about one parameter, or about one field of its HBA records. */
export interface OrganisationRule {
  readonly id: string;
  readonly about:
    | { readonly parameter: string }
    | { readonly hba: HbaField; readonly where: Readonly<Partial<Record<HbaField, string>>> };
  readonly condition: Condition;
  readonly majors: { readonly first: Major; readonly last?: Major };
  /** The servers it is for; undefined for all. */
  readonly role: Role | undefined;
  readonly severity: Severity;
  readonly message: string;
  /** The value that a quick-fix writes. */
  readonly fix: string | undefined;
}

/** A value by what the server makes of it: numbers in the base unit, truth values, words in lower case. */
function meaningOf(server: ServerConfig, name: string, value: string): string | number | boolean {
  const parameter = server.catalog.get(name);
  if (parameter?.type === 'bool') return parseBool(value) ?? value;
  if (parameter?.type === 'integer' || parameter?.type === 'real') {
    return parseNumber(value, parameter, server.catalog.major) ?? value;
  }
  return parameter?.type === 'enum' ? (wordOf(value, parameter) ?? value) : value;
}

function holds(condition: Condition, value: string, meaning: (text: string) => string | number | boolean): boolean {
  if ('matches' in condition) return condition.matches.test(value);
  const own = meaning(value);
  if ('equals' in condition) return own === meaning(String(condition.equals));
  if ('oneOf' in condition) return condition.oneOf.some((it) => own === meaning(String(it)));
  const least = meaning(String(condition.atLeast));
  return typeof own === 'number' && typeof least === 'number' && own >= least;
}

function checkParameter(server: ServerConfig, rule: OrganisationRule, name: string, report: Broken): void {
  const { value, at } = server.setting(name);
  const unknown = server.catalog.get(name) === undefined;
  if (unknown || (at === undefined && !server.complete)) return;
  if (holds(rule.condition, value, (text) => meaningOf(server, name, text))) return;
  const main = server.files.find(({ kind }) => kind === 'conf');
  const place = at ?? (main && fileOrigin(main.uri, { start: 0, end: 0 }));
  if (place === undefined) return;
  const edits = rule.fix === undefined ? [] : setParameter(server, name, rule.fix);
  report(place, edits.length > 0 ? [{ title: `Set ${name} to ${rule.fix}`, safety: 'unsafe', edits }] : []);
}

function tokensOf(record: HbaRecord, field: HbaField): readonly HbaToken[] {
  if (field === 'database') return record.databases;
  if (field === 'user') return record.users;
  const token = record[field];
  return token ? [token] : [];
}

function checkRecords(server: ServerConfig, rule: OrganisationRule, report: Broken): void {
  if (!('hba' in rule.about)) return;
  const { hba, where } = rule.about;
  const wanted = hbaFields.filter((field) => where[field] !== undefined);
  for (const record of server.hba) {
    if (!wanted.every((field) => tokensOf(record, field).some(({ text }) => text === where[field]))) continue;
    for (const token of tokensOf(record, hba)) {
      if (holds(rule.condition, token.text, (text) => text)) continue;
      const at = fileOrigin(record.uri, token.range);
      const edits = rule.fix === undefined ? [] : replace(at, quoteHbaToken(rule.fix));
      report(at, edits.length > 0 ? [{ title: `Change to ${rule.fix}`, safety: 'unsafe', edits }] : []);
    }
  }
}

type Broken = (at: Origin, fixes: readonly Fix[]) => void;

/** The rule as one that `lint` runs. Its page is the file that declares it. */
export function ruleOfOrganisation(rule: OrganisationRule): Rule {
  // Braces in the organisation's words are no holes of ours.
  const messages = { broken: '{message}' };
  return {
    id: rule.id,
    severity: rule.severity,
    versions: rule.majors,
    needsCompleteServer: false,
    docs: { what: rule.message, why: 'Your organisation asks for it.', how: 'See pg-replication.json.', see: [] },
    messages,
    examples: [],
    check(server, report: Report<typeof messages>) {
      if (rule.role !== undefined && rule.role !== server.role) return;
      const broken: Broken = (at, fixes) => report(at, 'broken', { message: rule.message }, { fixes });
      if ('parameter' in rule.about) checkParameter(server, rule, rule.about.parameter, broken);
      else checkRecords(server, rule, broken);
    },
  };
}
