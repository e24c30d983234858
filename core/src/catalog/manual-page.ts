import type { Major, Parameter } from './parameter.ts';

/** Which page of the manual a category is on; the first prefix that fits. */
const pages: readonly (readonly [category: string, page: string])[] = [
  ['File Locations', 'runtime-config-file-locations.html'],
  ['Connections and Authentication', 'runtime-config-connection.html'],
  ['Resource Usage', 'runtime-config-resource.html'],
  ['Write-Ahead Log', 'runtime-config-wal.html'],
  ['Replication', 'runtime-config-replication.html'],
  ['Query Tuning', 'runtime-config-query.html'],
  ['Reporting and Logging', 'runtime-config-logging.html'],
  ['Process Title', 'runtime-config-logging.html'],
  ['Statistics', 'runtime-config-statistics.html'],
  ['Vacuuming', 'runtime-config-vacuum.html'],
  ['Autovacuum', 'runtime-config-autovacuum.html'],
  ['Client Connection Defaults', 'runtime-config-client.html'],
  ['Lock Management', 'runtime-config-locks.html'],
  ['Version and Platform Compatibility', 'runtime-config-compatible.html'],
  ['Error Handling', 'runtime-config-error-handling.html'],
  ['Preset Options', 'runtime-config-preset.html'],
  ['Developer Options', 'runtime-config-developer.html'],
];

/** Up to a major the manual had some parameters elsewhere than their category says. */
const elsewhere: readonly (readonly [name: RegExp, last: Major, page: string])[] = [
  [/^tcp_/, 13, 'runtime-config-connection.html'],
  [/^track_activity_query_size$/, 13, 'runtime-config-statistics.html'],
  [/^force_parallel_mode$/, 13, 'runtime-config-developer.html'],
  [/^lc_(collate|ctype)$/, 13, 'runtime-config-preset.html'],
  [/^log_autovacuum_min_duration$/, 13, 'runtime-config-autovacuum.html'],
];

/** In these pages of recovery.conf (10 and 11) the anchors are plain names. */
function recoveryPage(name: string): string {
  const page = name.startsWith('recovery_target') ? 'recovery-target-settings.html' : 'standby-settings.html';
  const archive = /command$/.test(name) ? 'archive-recovery-settings.html' : page;
  return `${archive}#${name.toUpperCase().replaceAll('_', '-')}`;
}

/** The address of a page of the manual of a major. */
export function manualLink(page: string, major: Major): string {
  return `https://www.postgresql.org/docs/${major}/${page}`;
}

/** Where the manual of the major speaks of a parameter: page and anchor. */
export function manualPage(parameter: Parameter, major: Major): string {
  if (parameter.context === 'recovery') return manualLink(recoveryPage(parameter.name), major);
  const page =
    elsewhere.find(([name, last]) => major <= last && name.test(parameter.name))?.[2] ??
    pages.find(([category]) => parameter.category.startsWith(category))?.[1] ??
    'runtime-config.html';
  return manualLink(`${page}#GUC-${parameter.name.toUpperCase().replaceAll('_', '-')}`, major);
}
