import type { CodeLens } from 'vscode-languageserver';
import { type FileOrigin, parseSynchronousStandbyNames, type ServerConfig } from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import { toRange } from '../convert.ts';
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
      range: toRange(document, record.range),
      // No command: the words are all there is to it.
      command: { title: `Replication: ${recordInWords(record)}`, command: '' },
    }));
}

/** The place of a parameter's value in force; undefined if that is in another file, or nowhere. */
function placeOf(name: string, { located, uri }: FileView): FileOrigin | undefined {
  const { at } = located.server.setting(name);
  return at?.kind === 'file' && at.uri === uri ? at : undefined;
}

function namesLenses(view: FileView): CodeLens[] {
  const at = placeOf('synchronous_standby_names', view);
  const list = parseSynchronousStandbyNames(view.located.server.setting('synchronous_standby_names').value);
  if (!at || 'code' in list) return [];
  const lens = (title: string, command: Command): CodeLens => ({
    range: toRange(view.document, at.range),
    command: { title, command, arguments: [view.document.uri] },
  });
  if (list.count === 0) return [lens('Asynchronous · switch to synchronous…', clientCommands.switchToSynchronous)];
  const isAny = list.names.some(({ text }) => text === '*');
  const asked = `${list.method} ${list.count} of ${isAny ? 'all standbys' : list.names.length}`;
  const level = view.located.server.word('synchronous_commit');
  const state = waitsForNobody(level) ? `${asked}, but synchronous_commit is ${level}` : asked;
  return [
    lens(`Synchronous: ${state} · change…`, clientCommands.switchToSynchronous),
    lens('Switch to asynchronous…', clientCommands.switchToAsynchronous),
  ];
}

function waitsForNobody(level: string): boolean {
  return level === 'local' || level === 'off';
}

/** What standbys have to do before a commit returns, by level. */
const levels: Readonly<Record<string, string>> = {
  remote_write: 'until synchronous standbys have written them',
  on: 'until synchronous standbys have them on disk',
  remote_apply: 'until synchronous standbys show them to queries',
};

function levelLens(view: FileView): CodeLens[] {
  const at = placeOf('synchronous_commit', view);
  if (!at) return [];
  const title = `Commits wait ${waitingFor(view.located.server)}`;
  return [{ range: toRange(view.document, at.range), command: { title, command: '' } }];
}

function waitingFor(server: ServerConfig): string {
  const level = server.word('synchronous_commit');
  if (level === 'off') return 'for nothing: a crash may lose the last of them';
  const hasNames = server.setting('synchronous_standby_names').value !== '';
  return (hasNames ? levels[level] : undefined) ?? 'for the disk of this server only';
}
