/** Names and shapes of our own messages. The client imports this file; it imports nothing that runs. */
import type { Location, Position, WorkspaceEdit } from 'vscode-languageserver';
import type {
  ConfigurationChange,
  ConnectionAttempt,
  ConnectionOutcome,
  Major,
  Role,
  SwitchRequest,
  Target,
  Uri,
} from '../../core/src/index.ts';

/** The languages the server looks at. */
export const languageIds = ['postgresql-conf', 'pg-hba', 'pg-ident'] as const;

/** Templates that postgresql.conf and its kin are made of: Ansible, Puppet, Helm and others. The editor's own languages stay. */
export const templatePattern =
  '**/{postgres,postgresql,pg_hba,pg_ident,pghba,pgident,recovery}*.conf.{j2,jinja,jinja2,erb,epp,tpl,tmpl,template,ctmpl,gotmpl,tftpl,in,mustache,hbs}';

/** Project files, whose own mistakes the server tells. */
export const projectFilePattern = '**/{pg-replication.json,*.pg-replication.json}';

/** What the client tells at its start; an editor without our client sends nothing of it. */
export interface InitializationOptions {
  /** The client answers `readFile` and `listDirectory`. */
  readonly files?: boolean;
  /** The client has the commands of `clientCommands`. */
  readonly commands?: boolean;
  /** Where the pages of the rules are, a slash at the end; the page of a rule is `<base><id>.md`. */
  readonly rulePages?: string;
  /** Translations of our texts: English text to text in the client's language. */
  readonly texts?: unknown;
  /** The settings of section `pgReplication`, so that the first findings need no question. */
  readonly settings?: unknown;
}

/** The section of the client's settings that `settings.ts` reads. */
export const settingsSection = 'pgReplication';

/** Commands of the client that code actions name; their one argument is the URI of the document. */
export const clientCommands = {
  switchToSynchronous: 'pgReplication.switchToSynchronous',
  switchToAsynchronous: 'pgReplication.switchToAsynchronous',
} as const;

/** A message about one document, by its URI. */
export interface DocumentParams {
  readonly uri: Uri;
}

/** Server to client: the text of a file, null if there is none. */
export const readFileRequest = 'pgReplication/readFile';
export type ReadFileParams = DocumentParams;
export type ReadFileResult = string | null;

/** Server to client: the names in a folder, folders with a slash at their end; [] if there is none. */
export const listDirectoryRequest = 'pgReplication/listDirectory';
export type ListDirectoryParams = DocumentParams;
export type ListDirectoryResult = readonly string[];

/** Client to server: a Mermaid flowchart of the servers of each workspace folder that holds some. */
export const drawTopologyRequest = 'pgReplication/drawTopology';
export type DrawTopologyResult = readonly string[];

/** Client to server: what a document is held against; null for a document that is not open. */
export const targetRequest = 'pgReplication/target';
export type TargetParams = DocumentParams;

/** Server to client: the target of an open document is not what it was. */
export const targetChangedNotification = 'pgReplication/targetChanged';

/** A document's target as the status item shows it. */
export interface TargetInfo extends DocumentParams {
  readonly major: Major;
  /** Which source named the major. */
  readonly from: Target['from'];
  readonly role: Role;
  /** False: no signal file, recovery.conf or project file speaks of the role. */
  readonly roleIsKnown: boolean;
  /** The server's name; undefined for a file that belongs to none. */
  readonly server: string | undefined;
}

/** Client to server: the edit after which the document has that target; null if nothing is to be changed. */
export const setTargetRequest = 'pgReplication/setTarget';
/** What to set; what is left out stays. */
export interface SetTargetParams extends DocumentParams {
  /** `auto` takes the comment away. */
  readonly major?: Major | 'auto';
  /** Written to pg-replication.json at the root of the workspace. */
  readonly role?: Role;
}
export type SetTargetResult = WorkspaceEdit | null;

/** Client to server: what there is to choose from when switching the replication of the document's system. */
export const switchOptionsRequest = 'pgReplication/switchOptions';
export type SwitchOptionsParams = DocumentParams;

/** A standby that commits could wait for. */
export interface SwitchCandidate {
  /** The effective `application_name`. */
  readonly name: string;
  /** The name of the standby's server in the workspace; undefined for a name that only the list knows. */
  readonly server: string | undefined;
  /** Whether the list in force names it. */
  readonly listed: boolean;
}

/** How the system replicates now, and what may be chosen. */
export interface SwitchOptions {
  readonly mode: 'synchronous' | 'asynchronous';
  readonly method: 'FIRST' | 'ANY';
  /** Standbys each commit waits for; 0 while asynchronous. */
  readonly count: number;
  readonly primary: { readonly name: string; readonly folder: Uri; readonly major: Major };
  readonly candidates: readonly SwitchCandidate[];
}

/** Null: the document belongs to no server, or no primary was found. */
export type SwitchOptionsResult = SwitchOptions | null;

/** Client to server: the edit of a switch, with change annotations that ask for a look, and what it brings. */
export const planSwitchRequest = 'pgReplication/planSwitch';
/** Which switch to plan for the document's system. */
export interface PlanSwitchParams extends DocumentParams {
  readonly request: SwitchRequest;
}
/** A switch as edits, with what it gains and loses in sentences; secrets are masked. */
export interface PlannedSwitch {
  readonly title: string;
  readonly edit: WorkspaceEdit;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly notes: readonly string[];
}
export type PlanSwitchResult = PlannedSwitch | null;

/** Client to server: a page about the setting at a place, as Markdown; null where there is none. */
export const explainSettingRequest = 'pgReplication/explainSetting';
export interface ExplainSettingParams extends DocumentParams {
  readonly position: Position;
}
export type ExplainSettingResult = string | null;

/** Client to server: the files whose past `restartOrReload` wants, as far as anyone knows it; no parameters. */
export const configurationFilesRequest = 'pgReplication/configurationFiles';
export type ConfigurationFilesResult = readonly Uri[];

/** Client to server: what it takes until running servers are as their files are. */
export const restartOrReloadRequest = 'pgReplication/restartOrReload';
export interface RestartOrReloadParams {
  /** The texts of before, null for a file that was not there; files left out are as they are now. */
  readonly before: Readonly<Record<Uri, string | null>>;
}

/** One server with what has changed in its files. */
export interface ChangedServer {
  readonly server: string;
  readonly folder: Uri;
  readonly major: Major;
  readonly changes: readonly (Omit<ConfigurationChange, 'at'> & { readonly at?: Location })[];
}
export type RestartOrReloadResult = readonly ChangedServer[];

/** Client to server: which HBA record decides on a connection to the document's server; null without HBA records. */
export const whoMayConnectRequest = 'pgReplication/whoMayConnect';
export interface WhoMayConnectParams extends DocumentParams {
  readonly attempt: ConnectionAttempt;
}

/** The records that the server looks at, the deciding one last; secrets in them are masked. */
export interface AttemptAnswer {
  readonly server: string;
  readonly outcome: ConnectionOutcome;
  /** False: a record marked `unknown` may decide instead. */
  readonly isCertain: boolean;
  readonly meaning: string;
  readonly remarks: readonly string[];
  readonly steps: readonly {
    readonly at: Location;
    readonly record: string;
    readonly fits: 'yes' | 'no' | 'unknown';
    readonly reason: string;
  }[];
}
export type WhoMayConnectResult = AttemptAnswer | null;
