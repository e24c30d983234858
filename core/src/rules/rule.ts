import type { Major } from '../catalog/parameter.ts';
import type { Role, ServerConfig } from '../model/server-config.ts';
import type { Placement, Topology } from '../model/topology.ts';
import type { FileOrigin, Origin } from '../text/origin.ts';
import type { Uri } from '../text/uri.ts';

/** A refusal is an error, a danger a warning, advice information; a hint only dims or marks. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Findings of severity error in `syntax` and `values` say that the server rejects that very line. */
export type RuleGroup =
  | 'syntax'
  | 'values'
  | 'startup'
  | 'recovery'
  | 'synchronous'
  | 'standby'
  | 'archiving'
  | 'retention'
  | 'logical'
  | 'failover'
  | 'authentication'
  | 'topology'
  | 'comments'
  | 'organisation';

/** What a project wants to be held against; a preset may turn rules on that nobody else has asked for. */
export const presets = [
  'recommended',
  'streaming-asynchronous',
  'streaming-synchronous',
  'wal-shipping',
  'logical',
  'multi-master',
  'strict',
] as const;
export type Preset = (typeof presets)[number];

/** One change of one file. Replacing nothing inserts; creating and deleting take whole files. */
export type Edit =
  | { readonly kind: 'replace'; readonly at: FileOrigin; readonly text: string }
  | { readonly kind: 'create'; readonly uri: Uri; readonly text: string }
  | { readonly kind: 'delete'; readonly uri: Uri };

/** A safe fix keeps what the user meant; an unsafe one needs a look and is never applied unasked. */
export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly Edit[];
}

/** Another place that a finding is about, such as the line that wins. */
export interface Related {
  readonly at: Origin;
  readonly message: string;
}

/** The names in braces of a message. */
type Holes<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

/** What may go with a finding. */
export interface ReportOptions {
  readonly fixes?: readonly Fix[];
  readonly related?: readonly Related[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  /** The finding rests on a guess about who streams from whom: it is no more than this. */
  readonly atMost?: Severity;
}

/** Says that message `id` holds at a place. Every hole of the message must be filled. */
export type Report<Messages extends Record<string, string>> = <Id extends keyof Messages & string>(
  at: Origin,
  id: Id,
  holes: { readonly [Name in Holes<Messages[Id]>]: string | number },
  options?: ReportOptions,
) => void;

/** A set-up that documents a rule, tests it, tests its fix and is put to real servers. */
export interface Example {
  readonly title: string;
  /**
   * Path to text. A comment line `#   ^^^^ messageId` below a line says what must be reported there; a `#` that touches
   * the first caret counts as one, `#<` alone marks the line's first character, and `# @ messageId` marks the empty range
   * at the start of the file (for findings about a whole file).
   */
  readonly files: Readonly<Record<string, string>>;
  /** The same files after every fix (safe and unsafe) of this rule was applied; files that do not change are left out, a deleted one is ''. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** The role that the project file gives the server; left out, it gives none. */
  readonly declaredRole?: Role;
  /** What the project file says of each folder's server, in a rule about several; left out, it says nothing. */
  readonly placements?: Readonly<Record<string, Placement>>;
  /** The major the example is written for where not each major of the rule will do. */
  readonly majors?: { readonly first: Major; readonly last?: Major };
  /** Proved on real servers: it starts, or its log says this when it refuses. */
  readonly onServer?: { readonly starts: true } | { readonly refusesToStart: string };
}

/** The rule's page: what it finds, why that matters, how to mend it. */
export interface RuleDocs {
  readonly what: string;
  readonly why: string;
  readonly how: string;
  /** Pages of the manual, relative to `docs/<major>/`. */
  readonly see: readonly string[];
}

/** What every rule says of itself. */
export interface RuleFacts<Messages extends Record<string, string> = Record<string, string>> {
  readonly id: string;
  readonly severity: Severity;
  readonly versions: { readonly first: Major; readonly last?: Major };
  /** The presets that ask for the rule; left out, it always runs. For demands and advice that would be noise to others. */
  readonly presets?: readonly Exclude<Preset, 'recommended'>[];
  readonly docs: RuleDocs;
  readonly messages: Messages;
  readonly examples: readonly Example[];
}

/** One thing that can be wrong with a server's configuration. */
export interface Rule<Messages extends Record<string, string> = Record<string, string>> extends RuleFacts<Messages> {
  /** Whether the rule judges what is *not* written, so that it needs the whole postgresql.conf. */
  readonly needsCompleteServer: boolean;
  check(server: ServerConfig, report: Report<Messages>): void;
}

/** One thing that can be wrong between servers. In its examples each folder is a server. */
export interface TopologyRule<Messages extends Record<string, string> = Record<string, string>>
  extends RuleFacts<Messages> {
  checkTopology(topology: Topology, report: Report<Messages>): void;
}

/** Gives a rule its type; returns it as one of many. */
export function defineRule<const Messages extends Record<string, string>>(rule: Rule<Messages>): Rule {
  return { ...rule, check: (server, report) => rule.check(server, report) };
}

/** Gives a rule about several servers its type; returns it as one of many. */
export function defineTopologyRule<const Messages extends Record<string, string>>(
  rule: TopologyRule<Messages>,
): TopologyRule {
  return { ...rule, checkTopology: (topology, report) => rule.checkTopology(topology, report) };
}

/** The edit that puts `text` in place of what stands at `at`; none for a live origin. */
export function replace(at: Origin, text: string): readonly Edit[] {
  return at.kind === 'file' ? [{ kind: 'replace', at, text }] : [];
}
