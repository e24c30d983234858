import type { CodeLens, Range } from 'vscode-languageserver';
import {
  type FileOrigin,
  isFilledIn,
  parseSynchronousStandbyNames,
  type ServerConfig,
} from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import { toRange } from '../convert.ts';
import { l10n } from '../l10n.ts';
import { clientCommands } from '../protocol.ts';
import type { FileView } from '../session.ts';
import { isForReplication, recordInWords } from './hba-words.ts';

type Command = (typeof clientCommands)[keyof typeof clientCommands];

/** What commits wait for, with the switches of our client; and whom each record for replication lets in. */
export function codeLenses(view: FileView, client: ClientFacts): CodeLens[] {
  if (view.kind === 'hba') return recordLenses(view);
  const { server, isFragment } = view.located;
  if (!client.hasCommands || isFragment || server.role !== 'primary') return [];
  return [...namesLenses(view), ...levelLens(view)];
}

function recordLenses({ located, uri, document }: FileView): CodeLens[] {
  return located.server.hba
    .filter((record) => record.uri === uri && isForReplication(record))
    .map((record) => ({
      range: firstLineOf(toRange(document, record.range)),
      // No command: the words are all there is to it.
      command: { title: recordInWords(record), command: '' },
    }));
}

/** A lens is of one line; a record may take up several. */
function firstLineOf({ start, end }: Range): Range {
  return { start, end: end.line === start.line ? end : start };
}

/** The place of a parameter's value in force; undefined if that is in another file, or nowhere, or a template fills it in. */
function placeOf(name: string, { located, uri }: FileView): FileOrigin | undefined {
  const { at } = located.server.setting(name);
  const isHere = at?.kind === 'file' && at.uri === uri && !isFilledIn(located.server, name);
  return isHere ? at : undefined;
}

function namesLenses(view: FileView): CodeLens[] {
  const at = placeOf('synchronous_standby_names', view);
  const list = parseSynchronousStandbyNames(view.located.server.setting('synchronous_standby_names').value);
  if (!at || 'code' in list) return [];
  const lens = (title: string, command: Command): CodeLens => ({
    range: toRange(view.document, at.range),
    command: { title, command, arguments: [view.document.uri] },
  });
  if (list.count === 0)
    return [lens(l10n.t('Asynchronous · switch to synchronous…'), clientCommands.switchToSynchronous)];
  const isAny = list.names.some(({ text }) => text === '*');
  const [method, count] = [list.method, list.count];
  const asked = isAny
    ? l10n.t('{0} {1} of all standbys', method, count)
    : l10n.t('{0} {1} of {2}', method, count, list.names.length);
  const level = view.located.server.word('synchronous_commit');
  const state = waitsForNobody(level) ? l10n.t('{0}, but synchronous_commit is {1}', asked, level) : asked;
  return [
    lens(l10n.t('Synchronous: {0} · change…', state), clientCommands.switchToSynchronous),
    lens(l10n.t('Switch to asynchronous…'), clientCommands.switchToAsynchronous),
  ];
}

function waitsForNobody(level: string): boolean {
  return level === 'local' || level === 'off';
}

function levelLens(view: FileView): CodeLens[] {
  const at = placeOf('synchronous_commit', view);
  // What commits wait for hangs on the list of standbys.
  if (!at || isFilledIn(view.located.server, 'synchronous_standby_names')) return [];
  return [
    { range: toRange(view.document, at.range), command: { title: waitingFor(view.located.server), command: '' } },
  ];
}

/** What has to be done before a commit returns. */
function waitingFor(server: ServerConfig): string {
  const level = server.word('synchronous_commit');
  if (level === 'off') return l10n.t('Commits wait for nothing: a crash may lose the last of them');
  switch (server.setting('synchronous_standby_names').value === '' ? 'local' : level) {
    case 'remote_write':
      return l10n.t('Commits wait until synchronous standbys have written them');
    case 'on':
      return l10n.t('Commits wait until synchronous standbys have them on disk');
    case 'remote_apply':
      return l10n.t('Commits wait until synchronous standbys show them to queries');
    default:
      return l10n.t('Commits wait for the disk of this server only');
  }
}
