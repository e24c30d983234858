import type { Major, Preset, Severity, Uri } from '../../core/src/index.ts';

/** What the user may choose, section `pgReplication`. */
export interface Settings {
  /** For folders that say nothing of their major; undefined for `auto`. */
  readonly pgVersion: Major | undefined;
  /** Presets where the project file names none. */
  readonly presets: readonly Preset[];
  /** Severities of rules other than their own, by rule id; `off` silences a rule. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly inlayHints: HintSettings;
}

/** Which hints stand behind values. */
export interface HintSettings {
  /** The unit of a bare number, in the largest that divides it. */
  readonly units: boolean;
  /** For values other than the default. */
  readonly restart: boolean;
  readonly defaults: boolean;
}

/** What holds while the client has said nothing. */
export const defaultSettings: Settings = {
  pgVersion: undefined,
  presets: [],
  rules: {},
  inlayHints: { units: true, restart: false, defaults: false },
};

/** The client's settings; what is missing or makes no sense counts as its default. The schema is loaded when needed. */
export async function readSettings(value: unknown): Promise<Settings> {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return defaultSettings;
  const { parseSettings } = await import('./settings-schema.ts');
  return parseSettings(value, defaultSettings);
}

/** Settings of the window, and those of workspace folders that have their own. */
export interface FolderSettings {
  readonly window: Settings;
  readonly folders: ReadonlyMap<Uri, Settings>;
}

/** Whether a change of the client's settings changes anything of ours. */
export function sameSettings(a: FolderSettings, b: FolderSettings): boolean {
  const text = ({ window, folders }: FolderSettings) => JSON.stringify([window, ...folders]);
  return text(a) === text(b);
}
