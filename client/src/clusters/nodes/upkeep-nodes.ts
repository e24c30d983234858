import * as l10n from '../../l10n.ts';
import type { LiveFinding } from '../../live/live-findings.ts';
import type { SeenServer } from '../../live/server-look.ts';
import { group, levelIcon, lines, type Place, type TreeNode, treeNode, words } from './tree-node.ts';

/** Whether WAL reaches its archive. */
export function archiverNodes(place: Place, { archiver }: SeenServer): TreeNode[] {
  if (!archiver || (!archiver.enabled && archiver.archived === 0n && archiver.failed === 0n)) return [];
  const { lastArchived, lastArchivedAt, lastFailed, lastFailedAt, archived, failed } = archiver;
  const isFailing = lastFailedAt !== undefined && (lastArchivedAt === undefined || lastFailedAt > lastArchivedAt);
  const state = isFailing
    ? l10n.t('failing at {0}', lastFailed)
    : archiver.enabled
      ? l10n.t('archiving')
      : l10n.t('off');
  return [
    treeNode(place, 'archiver', l10n.t('Archiver'), {
      description: words(state, l10n.t('{0} archived', archived), failed > 0n && l10n.t('{0} failures', failed)),
      tooltip: lines(
        lastArchived !== undefined && l10n.t('last archived {0}, {1}', lastArchived, lastArchivedAt?.toISOString()),
        lastFailed !== undefined && l10n.t('last failure {0}, {1}', lastFailed, lastFailedAt?.toISOString()),
      ),
      icon: isFailing ? levelIcon('error') : { id: 'archive' },
    }),
  ];
}

/** Settings that were changed and wait for a restart. */
export function pendingNodes(place: Place, { settings }: SeenServer): TreeNode[] {
  const rows = [...settings.values()]
    .filter(({ pendingRestart }) => pendingRestart)
    .map(({ name, value, file, line }) =>
      treeNode(place, `pending ${name}`, name, {
        description: l10n.t('still {0}', value),
        tooltip: lines(
          l10n.t('Takes its new value at the next restart.'),
          file !== undefined && l10n.t('set in {0}, line {1}', file, line),
        ),
        copied: name,
      }),
    );
  return group(place, l10n.t('Settings waiting for a restart'), rows, { icon: { id: 'debug-restart' } });
}

/** Lines of the server's files that its next reload or start will stumble over. */
export function fileErrorNodes(place: Place, { fileErrors }: SeenServer): TreeNode[] {
  const rows = fileErrors.map(({ file, line, message }) =>
    treeNode(place, `${file} ${line} ${message}`, message, {
      description: `${file.slice(file.lastIndexOf('/') + 1)}${line === undefined ? '' : l10n.t(', line {0}', line)}`,
      tooltip: lines(file, message),
      icon: levelIcon('error'),
      copied: message,
    }),
  );
  return group(place, l10n.t('Errors in files'), rows, { icon: levelIcon('error') });
}

/** What this role may not see, and what would show it. */
export function hiddenNodes(place: Place, { hidden }: SeenServer): TreeNode[] {
  const rows = hidden.map(({ what, right }) =>
    treeNode(place, `hidden ${what}`, what, {
      description: l10n.t('needs {0}', right),
      tooltip: l10n.t('The role of this session may not see this. {0} would show it.', right),
      icon: { id: 'lock' },
      copied: right,
    }),
  );
  return group(place, l10n.t('Not visible to this role'), rows, { icon: { id: 'lock' } });
}

/** What the rules say of the settings in force. */
export function findingNodes(place: Place, findings: readonly LiveFinding[]): TreeNode[] {
  const rows = findings.map(({ diagnostic, uri, range }, index) =>
    treeNode(place, `finding ${diagnostic.rule} ${index}`, diagnostic.message, {
      description: diagnostic.rule,
      tooltip: lines(diagnostic.message, l10n.t('A click opens the setting; Explain opens the page of the rule.')),
      icon: levelIcon(diagnostic.severity === 'hint' ? 'information' : diagnostic.severity),
      context: 'finding',
      rule: diagnostic.rule,
      place: { uri, start: range.start, end: range.end },
    }),
  );
  const worst = findings[0]?.diagnostic.severity;
  return group(place, l10n.t('Findings'), rows, { icon: { id: worst === 'error' ? 'error' : 'checklist' } });
}
