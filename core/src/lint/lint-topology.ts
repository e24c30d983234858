import type { Topology } from '../model/topology.ts';
import { topologyRules } from '../rules/topology/topology-rules.ts';
import type { Diagnostic } from './diagnostic.ts';
import { gather } from './gather.ts';
import { type RuleChoice, recommended, severityOf } from './rule-choice.ts';
import { Suppressions } from './suppressions.ts';

/**
 * Holds servers against each other, and heeds the comments in their files that silence a rule. [] where nobody streams from
 * anybody. Each finding stands in a file of one of the servers.
 */
export function lintTopology(topology: Topology, choice: RuleChoice = recommended): readonly Diagnostic[] {
  const [first] = topology.links;
  if (!first) return [];
  const { config } = first.downstream;
  const place = config.files[0]?.uri ?? config.folder;
  const found = topologyRules.flatMap((rule) => {
    const severity = severityOf(rule, choice);
    const run = { rule, group: 'topology' as const, place };
    return severity === 'off' ? [] : gather({ ...run, severity }, (report) => rule.checkTopology(topology, report));
  });
  let left: readonly Diagnostic[] = found;
  if (found.length > 0) for (const server of topology.servers) left = new Suppressions(server.config).heed(left);
  return left;
}
