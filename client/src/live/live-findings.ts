import { type Diagnostic, lint, type TextRange, type Uri } from '../../../core/src/index.ts';
import type { ServerKey } from '../connect/profile.ts';
import { liveConfiguration } from './live-files.ts';
import type { SeenServer } from './server-look.ts';

/** A finding of a rule on what is in force on a server, with its place in the text of that. */
export interface LiveFinding {
  readonly server: ServerKey;
  readonly diagnostic: Diagnostic;
  readonly uri: Uri;
  readonly range: TextRange;
}

const order = ['error', 'warning', 'information', 'hint'];

/** Runs all rules over what is in force on a server; the gravest findings first. */
export async function liveFindings(cluster: string, seen: SeenServer): Promise<readonly LiveFinding[]> {
  const found: LiveFinding[] = [];
  for (const diagnostic of [...lint(await liveConfiguration(cluster, seen))].flat()) {
    const { at } = diagnostic;
    if (at.kind === 'file') found.push({ server: seen.key, diagnostic, uri: at.uri, range: at.range });
  }
  return found.toSorted((a, b) => order.indexOf(a.diagnostic.severity) - order.indexOf(b.diagnostic.severity));
}

interface Remembered {
  readonly seen: Pick<SeenServer, 'settings' | 'hbaRules'>;
  readonly inRecovery: boolean;
  readonly findings: Promise<readonly LiveFinding[]>;
}

/** The findings of servers that are looked at again and again: the rules run only where settings were read anew. */
export class RememberedFindings {
  readonly #clusters = new Map<string, Map<ServerKey, Remembered>>();

  /** The findings of a server as it was just seen. */
  of(cluster: string, seen: SeenServer): Promise<readonly LiveFinding[]> {
    const servers = this.#clusters.get(cluster) ?? new Map<ServerKey, Remembered>();
    this.#clusters.set(cluster, servers);
    const known = servers.get(seen.key);
    const { settings, hbaRules, identity } = seen;
    const isKnown = known?.seen.settings === settings && known.seen.hbaRules === hbaRules;
    if (known && isKnown && known.inRecovery === identity.inRecovery) return known.findings;
    const findings = liveFindings(cluster, seen);
    servers.set(seen.key, { seen: { settings, hbaRules }, inRecovery: identity.inRecovery, findings });
    return findings;
  }

  /** Forgets a cluster that is no longer looked at. */
  forget(cluster: string): void {
    this.#clusters.delete(cluster);
  }
}
