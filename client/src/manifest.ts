/** Ids that package.json and the code must spell alike; `test/tidy` compares them. */

export const extensionName = 'PG Replication';

/** The commands of package.json; each has its file in `commands`. */
export const commandIds = {
  switchToSynchronous: 'pgReplication.switchToSynchronous',
  switchToAsynchronous: 'pgReplication.switchToAsynchronous',
  setTarget: 'pgReplication.setTarget',
  restartServer: 'pgReplication.restartServer',
  showOutput: 'pgReplication.showOutput',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** The languages whose files we look at. */
export const languages = ['postgresql-conf', 'pg-hba', 'pg-ident'] as const;

/** The section of our settings; `trace.server` below it is read by the language client itself. */
export const settingsSection = 'pgReplication';

/** Names below the section of those settings that the client itself reads. */
export const settings = {
  showsFindings: 'diagnostics.enable',
} as const;

/** The language status item that shows major and role. */
export const statusItemId = 'pgReplication.target';

/** The file at the root of a workspace that names its servers. */
export const projectFileName = 'pg-replication.json';
