import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { catalogFor, majors, ruleGroups } from '../../core/src/index.ts';
import { conditionKeys, projectSchema } from '../../project/src/project-schema.ts';

const path = fileURLToPath(new URL('../../schemas/pg-replication.schema.json', import.meta.url));

/** What the editor says of each key, by the way to it. */
const descriptions: Readonly<Record<string, string>> = {
  extends:
    'Other project files whose rules hold here too, by their paths relative to this file. What stands here wins.',
  servers: 'The servers whose files are in this project.',
  'servers.name': 'How the server is called in messages.',
  'servers.folder': 'The folder of its postgresql.conf, relative to this file; `.` for the same folder.',
  'servers.major': 'The major release that runs it.',
  'servers.role': 'Its role where no signal file says so.',
  'servers.hosts': 'Names and addresses under which other servers reach it, and from which it reaches them.',
  'servers.port': 'The port under which other servers reach it.',
  'servers.upstream': 'The name of the server that it streams from.',
  presets: 'What the servers are to be held against beyond the rules that always hold.',
  rules: 'The severity of single rules, or `off`. Wins over presets and over the settings of the editor.',
  organisation: 'Rules of your own organisation.',
  'organisation.id': 'Its name in messages and in comments that silence it: small letters, digits, hyphens.',
  'organisation.parameter': 'The parameter whose value in force is judged, its default included.',
  'organisation.hba': 'The field of the records of pg_hba.conf that is judged.',
  'organisation.where': 'Only records whose fields hold these words.',
  'organisation.equals':
    'The value it must have. Numbers may carry units, words may be written as the server takes them.',
  'organisation.oneOf': 'The values it may have.',
  'organisation.atLeast': 'The least number it may be; may carry a unit.',
  'organisation.matches': 'A regular expression that must match somewhere in the value.',
  'organisation.majors': 'The major releases it is for.',
  'organisation.role': 'The role of the servers it is for.',
  'organisation.severity': 'How grave a finding is; `warning` if nothing is said.',
  'organisation.message': 'What the finding says: at most 120 characters, naming the consequence.',
  'organisation.fix': 'The value that the quick-fix writes.',
};

interface Json {
  [key: string]: unknown;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function propertiesOf(schema: unknown): Json {
  if (!isObject(schema)) return {};
  if (isObject(schema['items'])) return propertiesOf(schema['items']);
  return isObject(schema['properties']) ? schema['properties'] : {};
}

function describe(schema: Json): void {
  for (const [way, text] of Object.entries(descriptions)) {
    const [first = '', second] = way.split('.');
    const outer = propertiesOf(schema)[first];
    const found = second === undefined ? outer : propertiesOf(outer)[second];
    if (!isObject(found)) throw new Error(`the project file has no key ${way}`);
    found['markdownDescription'] = text;
    found['description'] = text.replaceAll('`', '');
  }
}

function ruleProperties(levels: unknown): Json {
  const all = ruleGroups.flatMap(({ rules }) => rules).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return Object.fromEntries(
    all.map(({ id, severity, docs }) => [id, { allOf: [levels], default: severity, markdownDescription: docs.what }]),
  );
}

/** The JSON schema of pg-replication.json, made of the schema that reads it, with the rules and parameters of today. */
export function projectJsonSchema(): Json {
  const schema: Json = { ...z.toJSONSchema(projectSchema, { target: 'draft-7' }), title: 'PG Replication project' };
  describe(schema);
  // Comments and commas at ends are allowed, as in the editor's own files.
  Object.assign(schema, { allowComments: true, allowTrailingCommas: true });
  const { rules, organisation } = propertiesOf(schema);
  if (isObject(rules)) rules['properties'] = ruleProperties(rules['additionalProperties']);
  const parameter = propertiesOf(organisation)['parameter'];
  const names = new Set(majors.flatMap((major) => [...catalogFor(major).parameters].map(({ name }) => name)));
  if (isObject(parameter)) parameter['examples'] = [...names].sort();
  if (isObject(organisation) && isObject(organisation['items'])) {
    organisation['items']['allOf'] = [
      { oneOf: conditionKeys.map((key) => ({ required: [key] })) },
      { oneOf: ['parameter', 'hba'].map((key) => ({ required: [key] })) },
    ];
  }
  return schema;
}

/** Whether the file in the repository is what would be made now. */
export function projectSchemaIsFresh(): boolean {
  return isDeepStrictEqual(JSON.parse(readFileSync(path, 'utf8')), JSON.parse(JSON.stringify(projectJsonSchema())));
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    if (!projectSchemaIsFresh()) {
      console.error('schemas/pg-replication.schema.json is not what the code says: npm run generate');
      process.exitCode = 1;
    }
  } else {
    writeFileSync(path, `${JSON.stringify(projectJsonSchema(), null, 2)}\n`);
    spawnSync('biome', ['format', '--write', path], { stdio: 'inherit' });
  }
}
