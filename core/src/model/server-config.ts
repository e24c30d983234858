import type { ParameterCatalog } from '../catalog/catalog.ts';
import type { Parameter } from '../catalog/parameter.ts';
import type { HbaRecord } from '../syntax/hba.ts';
import type { IdentEntry } from '../syntax/ident.ts';
import type { SyntaxProblem } from '../syntax/parsed.ts';
import type { FileOrigin, Origin } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import type { Template } from '../text/template.ts';
import type { Uri } from '../text/uri.ts';

/** Which reader of the server reads a file. */
export type FileKind = 'conf' | 'auto' | 'recovery' | 'hba' | 'ident';

/** One text that belongs to a server, in reading order. */
export interface SourceFile {
  readonly uri: Uri;
  readonly kind: FileKind;
  readonly text: string;
}

/** A problem of reading, with the file it was met in. */
export interface FileProblem extends SyntaxProblem {
  readonly uri: Uri;
  readonly kind: FileKind;
}

/** A parameter given a value in a file or by a live server. */
export interface Setting {
  /** As written; names are compared without case, except in recovery.conf. */
  readonly name: string;
  /** Undefined: this major does not know the name (in this kind of file). */
  readonly parameter: Parameter | undefined;
  /** After unquoting. */
  readonly value: string;
  readonly kind: 'conf' | 'auto' | 'recovery';
  /** The value as written, quotes included. */
  readonly at: FileOrigin;
  readonly nameAt: FileOrigin;
  /** The setting that is in force instead of this one. */
  readonly overriddenBy: Setting | undefined;
  /** False where a later line of the same spelling hides the value from every check of the server. */
  readonly checked: boolean;
}

/** Files whose mere presence in the data directory decides how the server starts. */
export type SignalFile = 'standby.signal' | 'recovery.signal' | 'recovery.conf';

/** `recovery`: replays WAL up to a target and then becomes a primary. */
export type Role = 'primary' | 'standby' | 'recovery';

/** A value in force; no `at` if it is set nowhere and `value` is the boot value. */
export interface InForce {
  readonly value: string;
  readonly at?: Origin;
  readonly setting?: Setting;
}

/** How one server is configured, whether we read its files or asked it. */
export interface ServerConfig {
  /** From pg-replication.json, else the name of its folder. */
  readonly name: string;
  readonly folder: Uri;
  readonly catalog: ParameterCatalog;
  readonly role: Role;
  /** Whether a signal file, recovery.conf or the project file says so; false: nothing does, so it starts as a primary. */
  readonly roleIsKnown: boolean;
  /** Whether postgresql.conf itself was found: only then does an absent setting mean its default. */
  readonly complete: boolean;
  readonly files: readonly SourceFile[];
  /** Reading order, overridden ones included. */
  readonly settings: readonly Setting[];
  readonly hba: readonly HbaRecord[];
  readonly ident: readonly IdentEntry[];
  readonly problems: readonly FileProblem[];
  readonly signals: ReadonlyMap<SignalFile, Uri>;
  /** Those files that are templates. Absent: none is. */
  readonly templates?: ReadonlyMap<Uri, Template>;
  /** The value in force and its origin; boot value (or '') and no origin if it is set nowhere. */
  setting(name: string): InForce;
  /** The value in force as a number in the parameter's base unit; the boot value where the text is not one. */
  number(name: string): number;
  /** The value in force as a truth value; the boot value where the text is not one. */
  boolean(name: string): boolean;
  /** The value in force of an enum, lower case, old spellings replaced (`archive` is `replica`, `true` is `on`). */
  word(name: string): string;
}

/** A file origin from its parts. */
export function fileOrigin(uri: Uri, range: TextRange): FileOrigin {
  return { kind: 'file', uri, range };
}
