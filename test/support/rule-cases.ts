import type { Major } from '../../core/src/catalog/parameter.ts';
import type { Diagnostic, RuleGroup } from '../../core/src/lint/diagnostic.ts';
import { lint } from '../../core/src/lint/lint.ts';
import { lintTopology } from '../../core/src/lint/lint-topology.ts';
import { everyRule } from '../../core/src/lint/rule-choice.ts';
import { exampleMajors, readMarkers } from '../../core/src/rules/example-markers.ts';
import { ruleGroups } from '../../core/src/rules/index.ts';
import type { Example, RuleFacts } from '../../core/src/rules/rule.ts';
import { readExample } from '../../tools/generate/example-servers.ts';
import { inMemoryFiles } from './in-memory-files.ts';

/** The folder in which the files of an example are read. */
export const exampleFolder = 'example';

export interface RuleCase {
  readonly group: RuleGroup;
  readonly rule: RuleFacts;
  readonly example: Example;
}

/** Every example of every rule. */
export const ruleCases: readonly RuleCase[] = ruleGroups.flatMap(({ group, rules }) =>
  rules.flatMap((rule) => rule.examples.map((example) => ({ group, rule, example }))),
);

/** The majors the example of a case is about. */
export function majorsOf({ rule, example }: RuleCase): readonly Major[] {
  return exampleMajors(rule, example);
}

/** The files of an example without marker lines, by their place in `exampleFolder`. */
export function textsOf(example: Example): Map<string, string> {
  const entries = Object.entries(example.files);
  return new Map(entries.map(([path, text]) => [`${exampleFolder}/${path}`, readMarkers(text).text]));
}

/** Everything the rules say of the server made of these files, or of the servers in their folders. */
export async function lintTexts(
  texts: ReadonlyMap<string, string>,
  major: Major,
  example: Pick<Example, 'declaredRole' | 'placements'> = {},
): Promise<readonly Diagnostic[]> {
  const topology = await readExample(inMemoryFiles(texts), exampleFolder, [...texts.keys()], example, major);
  const own = topology.servers.flatMap(({ config }) => [...lint(config, everyRule)].flat());
  return [...own, ...lintTopology(topology, everyRule)];
}

/** The id of the message of `rule` that `message` was made from. */
export function messageIdOf(rule: RuleFacts, message: string): string {
  const fits = ([, template]: readonly [string, string]) => patternOf(template).test(message);
  return Object.entries(rule.messages).find(fits)?.[0] ?? `no message of ${rule.id}: ${message}`;
}

function patternOf(template: string): RegExp {
  const literals = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`, 's');
}
