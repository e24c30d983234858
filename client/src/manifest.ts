/** Ids that package.json and the code must spell alike; `test/tidy` compares them. */

export const extensionName = 'PG Replication';

/** The commands of package.json; each has its file in `commands`. */
export const commandIds = {
  switchToSynchronous: 'pgReplication.switchToSynchronous',
  switchToAsynchronous: 'pgReplication.switchToAsynchronous',
  setTarget: 'pgReplication.setTarget',
  restartServer: 'pgReplication.restartServer',
  showOutput: 'pgReplication.showOutput',
  convertValue: 'pgReplication.convertValue',
  explainSetting: 'pgReplication.explainSetting',
  restartOrReload: 'pgReplication.restartOrReload',
  drawTopology: 'pgReplication.drawTopology',
  whoMayConnect: 'pgReplication.whoMayConnect',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** Commands of the sidebar and of live servers: desktop only; each has its file in `commands/live`. */
export const liveCommandIds = {
  addCluster: 'pgReplication.addCluster',
  editCluster: 'pgReplication.editCluster',
  removeCluster: 'pgReplication.removeCluster',
  forgetPassword: 'pgReplication.forgetPassword',
  testConnection: 'pgReplication.testConnection',
  connectCluster: 'pgReplication.connectCluster',
  disconnectCluster: 'pgReplication.disconnectCluster',
  refreshClusters: 'pgReplication.refreshClusters',
  addFoundServer: 'pgReplication.addFoundServer',
  openDashboard: 'pgReplication.openDashboard',
  explainFinding: 'pgReplication.explainFinding',
  copyText: 'pgReplication.copyText',
  openServerConfiguration: 'pgReplication.openServerConfiguration',
  compareWithWorkspace: 'pgReplication.compareWithWorkspace',
  compareServers: 'pgReplication.compareServers',
  reloadConfiguration: 'pgReplication.reloadConfiguration',
  switchClusterToSynchronous: 'pgReplication.switchClusterToSynchronous',
  switchClusterToAsynchronous: 'pgReplication.switchClusterToAsynchronous',
  createSlot: 'pgReplication.createSlot',
  copySlot: 'pgReplication.copySlot',
  dropSlot: 'pgReplication.dropSlot',
  pauseReplay: 'pgReplication.pauseReplay',
  resumeReplay: 'pgReplication.resumeReplay',
  promoteStandby: 'pgReplication.promoteStandby',
  enableSubscription: 'pgReplication.enableSubscription',
  disableSubscription: 'pgReplication.disableSubscription',
  refreshSubscription: 'pgReplication.refreshSubscription',
  skipTransaction: 'pgReplication.skipTransaction',
  terminateWalSender: 'pgReplication.terminateWalSender',
  showAudit: 'pgReplication.showAudit',
  takeBaseBackup: 'pgReplication.takeBaseBackup',
  createStandby: 'pgReplication.createStandby',
  receiveWal: 'pgReplication.receiveWal',
  verifyBackup: 'pgReplication.verifyBackup',
  combineBackups: 'pgReplication.combineBackups',
  rewindServer: 'pgReplication.rewindServer',
  createSubscriber: 'pgReplication.createSubscriber',
  startServer: 'pgReplication.startServer',
  stopServer: 'pgReplication.stopServer',
  promoteDataDirectory: 'pgReplication.promoteDataDirectory',
  startDemoCluster: 'pgReplication.startDemoCluster',
  stopDemoCluster: 'pgReplication.stopDemoCluster',
} as const;

export type LiveCommandId = (typeof liveCommandIds)[keyof typeof liveCommandIds];

/** Commands of rows and of the status bar, in no menu. */
export const innerCommandIds = {
  openPlace: 'pgReplication.openPlace',
  showTarget: 'pgReplication.showTarget',
} as const;

/** What windows leave in the global state about what may be left of them; all keys begin so. */
export const tracePrefix = 'pgReplication.trace.';

/** The kind of panel; VS Code brings those that were open back after a reload. */
export const dashboardViewType = 'pgReplication.dashboard';

/** The scheme of documents that live servers give. */
export const serverScheme = 'pg-replication-server';

/** The view *Clusters*. */
export const clustersViewId = 'pgReplication.clusters';

/** Context key: this host can connect to servers. */
export const liveContextKey = 'pgReplication.live';

/** The languages whose files we look at. */
export const languages = ['postgresql-conf', 'pg-hba', 'pg-ident'] as const;

/** The section of our settings; `trace.server` below it is read by the language client itself. */
export const settingsSection = 'pgReplication';

/** Names below the section of those settings that the client itself reads. */
export const settings = {
  showsFindings: 'diagnostics.enable',
  clusters: 'clusters',
  refreshInterval: 'refreshInterval',
  notifies: 'notifications.enable',
  programs: 'programs',
} as const;

/** The language status item that shows major and role. */
export const statusItemId = 'pgReplication.target';

/** The file at the root of a workspace that names its servers. */
export const projectFileName = 'pg-replication.json';

/** The type of our tasks in tasks.json. */
export const taskType = 'pg-replication';
