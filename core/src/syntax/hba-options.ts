import { hbaFacts } from '../catalog/hba-facts.ts';
import type { Major } from '../catalog/parameter.ts';
import type { HbaOption } from './hba.ts';
import type { SyntaxProblem } from './parsed.ts';

interface RecordContext {
  readonly type: string;
  readonly method: string;
  readonly major: Major;
}

/** A problem without its place: that of the option, or of the method. */
type Problem = Pick<SyntaxProblem, 'code' | 'holes'>;

/** `clientcert`: any value up to 11, numbers up to 13, words since 12; with `cert` it must not switch the check off. */
function clientcertProblem(value: string, { method, major }: RecordContext): boolean {
  const isCert = method === 'cert';
  if (major <= 11) return isCert && value !== '1';
  if (major <= 13) {
    const off = value === '0' || value === 'no-verify';
    return off ? isCert : !['1', 'verify-ca', 'verify-full'].includes(value);
  }
  return value !== 'verify-full' && (isCert || value !== 'verify-ca');
}

/** Whether `atoi` of a text is zero, which no port may be. */
function isZeroNumber(text: string): boolean {
  return Number.parseInt(/^\s*[-+]?[0-9]+/.exec(text)?.[0] ?? '0', 10) === 0;
}

/** A list as `SplitGUCList` splits it: names or quoted names, commas between them. Undefined: it cannot be split. */
function splitList(text: string): readonly string[] | undefined {
  if (/^\s*$/.test(text)) return [];
  const item = /^\s*(?:"((?:[^"]|"")*)"|([^\s,"][^\s,]*))\s*(,|$)/;
  const items: string[] = [];
  for (let rest = text; ; ) {
    const found = item.exec(rest);
    if (!found) return undefined;
    items.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '') return items;
    rest = rest.slice(found[0].length);
  }
}

function isValueRefused({ name, value }: HbaOption, context: RecordContext): boolean {
  switch (name) {
    case 'clientcert':
      return clientcertProblem(value, context);
    case 'clientname':
      return value !== 'CN' && value !== 'DN';
    case 'ldapport':
      return isZeroNumber(value);
    case 'radiusports':
      return splitList(value)?.some(isZeroNumber) ?? true;
    case 'radiusservers':
    case 'radiussecrets':
    case 'radiusidentifiers':
      return splitList(value) === undefined;
    case 'ldapurl':
      return !/^ldap:\/\//i.test(value) && !(context.major >= 11 && /^ldaps:\/\//i.test(value));
    default:
      return false;
  }
}

/** Why the server refuses one option of a record (`parse_hba_auth_opt`); undefined: it takes it. */
export function optionProblem(option: HbaOption, context: RecordContext): Problem | undefined {
  const known = hbaFacts(context.major).option(option.name);
  const holes = { option: option.name.slice(0, 40), method: context.method, type: context.type };
  if (!known) return { code: 'unknownOption', holes };
  if (known.types && !known.types.includes(context.type)) {
    return { code: 'optionOfOtherType', holes: { ...holes, types: known.types.join(', ') } };
  }
  if (known.methods && !known.methods.includes(context.method)) {
    return { code: 'optionOfOtherMethod', holes: { ...holes, methods: known.methods.join(', ') } };
  }
  return isValueRefused(option, context)
    ? { code: 'invalidOptionValue', holes: { ...holes, value: option.value.slice(0, 20) } }
    : undefined;
}

type Values = ReadonlyMap<string, string>;

/** `ldapprefix` and `ldapsuffix` bind at once, the others search first: not both, and one of them. */
function ldapProblem(values: Values, major: Major): string | undefined {
  const searches = ['ldapbasedn', 'ldapbinddn', 'ldapbindpasswd', 'ldapsearchattribute', 'ldapsearchfilter'];
  const binds = values.has('ldapprefix') || values.has('ldapsuffix');
  const hasUrl = values.has('ldapurl');
  if (major <= 11 && !values.has('ldapserver') && !hasUrl) return 'ldapserver';
  if (binds) return searches.some((name) => values.has(name)) || hasUrl ? 'conflict' : undefined;
  if (!values.has('ldapbasedn') && !hasUrl) return 'ldapbasedn';
  return values.has('ldapsearchattribute') && values.has('ldapsearchfilter') ? 'conflict' : undefined;
}

/** The lists of RADIUS: secrets must be given, and each list has one entry or as many as there are servers. */
function radiusProblem(values: Values): string | undefined {
  const lengthOf = (name: string) => splitList(values.get(name) ?? '')?.length ?? 0;
  const servers = lengthOf('radiusservers');
  if (!values.has('radiusservers') || servers === 0) return 'radiusservers';
  const secrets = lengthOf('radiussecrets');
  if (!values.has('radiussecrets') || secrets === 0) return 'radiussecrets';
  if (secrets !== 1 && secrets !== servers) return 'conflict';
  const odd = ['radiusports', 'radiusidentifiers'].some((name) => ![0, 1, servers].includes(lengthOf(name)));
  return odd ? 'conflict' : undefined;
}

function oauthProblem(values: Values): string | undefined {
  for (const name of ['scope', 'issuer']) if (!values.has(name)) return name;
  return values.has('map') && values.get('delegate_ident_mapping') === '1' ? 'conflict' : undefined;
}

/** What a record's options lack or contradict, taken together; undefined: nothing. */
export function requirementProblem(options: readonly HbaOption[], context: RecordContext): Problem | undefined {
  const values = new Map(options.map(({ name, value }) => [name, value]));
  const { method, major } = context;
  const found =
    method === 'ldap'
      ? ldapProblem(values, major)
      : method === 'radius'
        ? radiusProblem(values)
        : method === 'oauth'
          ? oauthProblem(values)
          : undefined;
  if (found === undefined) return undefined;
  if (found === 'conflict') return { code: 'optionsConflict', holes: { method } };
  return { code: 'optionMissing', holes: { method, option: found } };
}
