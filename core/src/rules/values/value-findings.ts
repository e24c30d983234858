import type { Parameter, ParameterType } from '../../catalog/parameter.ts';
import type { ServerConfig, Setting } from '../../model/server-config.ts';
import { checkValue } from '../../values/check-value.ts';
import type { ValueProblem } from '../../values/value-problem.ts';
import { checkedSettings } from '../checked-settings.ts';
import { quoteValue } from '../edits.ts';
import { type Fix, replace } from '../rule.ts';

/** A line whose value the server does not take. */
export interface ValueFinding {
  readonly setting: Setting;
  readonly parameter: Parameter;
  readonly problem: ValueProblem;
}

/** Five rules ask for the same findings. */
const findingsOf = new WeakMap<ServerConfig, readonly ValueFinding[]>();
const types: readonly ParameterType[] = ['bool', 'enum', 'integer', 'real', 'string'];

function findAll(server: ServerConfig): readonly ValueFinding[] {
  const found: ValueFinding[] = [];
  const { major } = server.catalog;
  for (const type of types) {
    for (const setting of checkedSettings(server, type)) {
      const { parameter } = setting;
      const problem = checkValue(parameter, setting.value, major);
      if (problem) found.push({ setting, parameter, problem });
    }
  }
  findingsOf.set(server, found);
  return found;
}

/** The lines with values the server refuses, of parameters of these types; lines it never checks are left out. */
export function valueFindings(server: ServerConfig, wanted: readonly ParameterType[]): readonly ValueFinding[] {
  const found = findingsOf.get(server) ?? findAll(server);
  return found.filter(({ parameter }) => wanted.includes(parameter.type));
}

/** The fix that writes another value, if the server takes that one; none otherwise. */
export function writeValue(
  { setting, parameter }: ValueFinding,
  server: ServerConfig,
  value: string | undefined,
  safety: Fix['safety'],
): readonly Fix[] {
  if (value === undefined || checkValue(parameter, value, server.catalog.major)) return [];
  const text = quoteValue(value);
  return [{ title: `Write ${text}`, safety, edits: replace(setting.at, text) }];
}
