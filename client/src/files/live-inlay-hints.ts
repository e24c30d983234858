import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  InlayHint,
  type InlayHintsProvider,
  type Position,
  type Range,
  type TextDocument,
  Uri,
} from 'vscode';
import { parseConf, type ServerConfig } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { canonicalValue } from '../live/comparison.ts';
import { lastSeen } from '../live/last-seen.ts';
import { liveConfiguration } from '../live/live-files.ts';
import type { LiveSetting, SeenServer } from '../live/server-look.ts';
import { setForUs } from '../live/settings-text.ts';
import type { LiveServices } from '../live-services.ts';
import { readFolder } from './configurations.ts';
import { isThisMachine } from './this-machine.ts';

/** A connected server that reads a file. */
interface Owner {
  readonly cluster: string;
  readonly seen: SeenServer;
}

interface Hint {
  readonly text: string;
  readonly tooltip: string;
}

function isReadBy(path: string, { identity, settings }: SeenServer): boolean {
  if (identity.configFile === path || path === `${identity.dataDirectory}/postgresql.auto.conf`) return true;
  return [...settings.values()].some(({ file }) => file === path);
}

/** What a line is told about its parameter; undefined where file and server agree. */
function hintOf(setting: LiveSetting | undefined, inFile: string, live: string): Hint | undefined {
  if (!setting) return undefined;
  const where = setting.file === undefined ? setting.source : l10n.t('{0}, line {1}', setting.file, setting.line);
  if (setting.pendingRestart)
    return {
      text: l10n.t('restart pending, now {0}', live),
      tooltip: l10n.t('The server read this value and takes it at its next restart.'),
    };
  if (inFile === live) return undefined;
  return {
    text: l10n.t('live: {0}', live),
    tooltip: l10n.t('The server runs with {0} ({1}). A reload may be due, or another place wins.', live, where),
  };
}

/** Beside each setting of a file that a connected server reads: the value the server runs with, where it is another. */
export class LiveInlayHints implements InlayHintsProvider, Disposable {
  readonly #services: LiveServices;
  readonly #changed = new EventEmitter<void>();
  readonly #watching: Disposable;
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(services: LiveServices) {
    this.#services = services;
    this.#watching = services.fleet.onDidChange(() => this.#changed.fire());
  }

  async provideInlayHints(document: TextDocument, range: Range, token: CancellationToken): Promise<InlayHint[]> {
    const owner = this.#ownerOf(document.uri);
    if (!owner) return [];
    const live = await liveConfiguration(owner.cluster, owner.seen);
    const file = await readFolder(Uri.joinPath(document.uri, '..'), 'file', owner.seen.identity.major);
    if (token.isCancellationRequested) return [];
    const winning = new Map(
      file.settings.filter(({ overriddenBy }) => !overriddenBy).map((setting) => [setting.name.toLowerCase(), setting]),
    );
    const hints: InlayHint[] = [];
    for (const entry of parseConf(document.getText()).entries) {
      if (entry.include) continue;
      const position = document.positionAt(entry.valueRange.end);
      if (!range.contains(position) || winning.get(entry.name.toLowerCase())?.value !== entry.value) continue;
      const hint = this.#hintFor(owner.seen, file, live, entry.name);
      if (hint) hints.push(labelled(position, hint));
    }
    return hints;
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }

  #hintFor(seen: SeenServer, file: ServerConfig, live: ServerConfig, name: string): Hint | undefined {
    const parameter = live.catalog.get(name);
    if (!parameter || setForUs(seen).includes(parameter.name)) return undefined;
    return hintOf(seen.settings.get(parameter.name), canonicalValue(file, parameter), canonicalValue(live, parameter));
  }

  #ownerOf(uri: Uri): Owner | undefined {
    if (uri.scheme !== 'file' && uri.scheme !== 'vscode-remote') return undefined;
    for (const { profile, topology } of this.#services.fleet.clusters) {
      for (const { key, look } of topology?.servers ?? []) {
        const seen = lastSeen(look);
        if (seen && isThisMachine(key) && isReadBy(uri.fsPath, seen)) return { cluster: profile.name, seen };
      }
    }
    return undefined;
  }
}

function labelled(position: Position, { text, tooltip }: Hint): InlayHint {
  const hint = new InlayHint(position, text);
  hint.tooltip = tooltip;
  hint.paddingLeft = true;
  return hint;
}
