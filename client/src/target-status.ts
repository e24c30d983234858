import { Disposable, LanguageStatusSeverity, languages as languageApi, window } from 'vscode';
import type { TargetInfo } from '../../server/src/protocol.ts';
import * as l10n from './l10n.ts';
import type { LanguageService } from './language-client.ts';
import { commandIds, languages, statusItemId } from './manifest.ts';

const sources: Readonly<Record<TargetInfo['from'], string>> = {
  'command line': l10n.t('named on the command line'),
  comment: l10n.t('from the comment “# pg-replication: pg=…”'),
  project: l10n.t('from pg-replication.json'),
  PG_VERSION: l10n.t('from PG_VERSION beside the file'),
  path: l10n.t('from the path'),
  setting: l10n.t('from the setting pgReplication.pgVersion'),
  newest: l10n.t('nothing names a major, so the newest'),
};

/** What the status item says of a target, apart from the editor: its text and the line below it. */
function describeTarget(target: TargetInfo): { readonly text: string; readonly detail: string } {
  const role = target.roleIsKnown ? target.role : `${target.role}?`;
  const name = target.server === undefined ? '' : `${target.server}: `;
  return { text: `PostgreSQL ${target.major} · ${role}`, detail: `${name}${sources[target.from]}` };
}

/** The language status item: the major and the role that the active file is held against. */
export function showTarget(service: LanguageService): Disposable {
  const item = languageApi.createLanguageStatusItem(statusItemId, [...languages]);
  item.name = l10n.t('PostgreSQL target');
  item.command = {
    command: commandIds.setTarget,
    title: l10n.t('Change'),
    tooltip: l10n.t('Set the target major or the role'),
  };

  let asked = 0;
  const refresh = async () => {
    const document = window.activeTextEditor?.document;
    if (!document || !languages.some((language) => language === document.languageId)) return;
    const question = ++asked;
    item.busy = true;
    const target = await service.target(document.uri).catch(() => null);
    if (question !== asked) return;
    const { text, detail } = target
      ? describeTarget(target)
      : { text: 'PostgreSQL', detail: l10n.t('no target known') };
    item.text = text;
    item.detail = detail;
    item.severity = target?.from === 'newest' ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
    item.busy = false;
  };
  void refresh();
  return Disposable.from(
    item,
    window.onDidChangeActiveTextEditor(() => void refresh()),
    service.onTargetChanged(() => void refresh()),
  );
}
