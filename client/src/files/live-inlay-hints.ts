import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  InlayHint,
  type InlayHintsProvider,
  type Range,
  type TextDocument,
  type Uri,
} from 'vscode';
import { lastSeen } from '../live/last-seen.ts';
import { liveConfiguration } from '../live/live-files.ts';
import { liveHints } from '../live/live-hints.ts';
import type { SeenServer } from '../live/server-look.ts';
import { parseServerUri } from '../live/server-uri.ts';
import type { LiveServices } from '../live-services.ts';
import { serverScheme } from '../manifest.ts';
import { hasItsConfigurationHere } from './this-machine.ts';

/** A connected server that reads a file. */
interface Owner {
  readonly cluster: string;
  readonly seen: SeenServer;
}

function isReadBy(path: string, { identity, settings }: SeenServer): boolean {
  if (identity.configFile === path || path === `${identity.dataDirectory}/postgresql.auto.conf`) return true;
  return [...settings.values()].some(({ file }) => file === path);
}

/** Beside each setting of a file that a connected server reads: the value the server runs with, where it is another. */
export class LiveInlayHints implements InlayHintsProvider, Disposable {
  readonly #services: LiveServices;
  readonly #changed = new EventEmitter<void>();
  readonly #watching: Disposable;
  /** By what a server told of its settings: whether its files are here. They are looked at once until it reloads. */
  readonly #areHere = new WeakMap<SeenServer['settings'], boolean>();
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(services: LiveServices) {
    this.#services = services;
    this.#watching = services.fleet.onDidChange(() => this.#changed.fire());
  }

  async provideInlayHints(document: TextDocument, range: Range, token: CancellationToken): Promise<InlayHint[]> {
    const owner = this.#ownerOf(document.uri);
    if (!owner) return [];
    const live = await liveConfiguration(owner.cluster, owner.seen);
    const found = await liveHints(document.getText(), owner.seen, live);
    if (token.isCancellationRequested) return [];
    return found.flatMap(({ offset, text, tooltip }) => {
      const hint = new InlayHint(document.positionAt(offset), text);
      if (!range.contains(hint.position)) return [];
      hint.tooltip = tooltip;
      hint.paddingLeft = true;
      return [hint];
    });
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }

  #ownerOf(uri: Uri): Owner | undefined {
    if (uri.scheme === serverScheme) return this.#ownerOnDisk(uri);
    if (uri.scheme !== 'file' && uri.scheme !== 'vscode-remote') return undefined;
    for (const { profile, topology } of this.#services.fleet.clusters) {
      for (const { look } of topology?.servers ?? []) {
        const seen = lastSeen(look);
        if (seen && isReadBy(uri.fsPath, seen) && this.#isHere(seen)) return { cluster: profile.name, seen };
      }
    }
    return undefined;
  }

  /** The server whose own disk the document was read from. What is in force there says itself what it is. */
  #ownerOnDisk({ authority, path }: Uri): Owner | undefined {
    const document = parseServerUri(authority, path);
    if (document?.part !== 'disk') return undefined;
    const { cluster, server } = document;
    const found = this.#services.fleet.get(cluster)?.topology?.servers.find(({ key }) => key === server);
    const seen = found && lastSeen(found.look);
    return seen && isReadBy(document.path, seen) ? { cluster, seen } : undefined;
  }

  #isHere(seen: SeenServer): boolean {
    const known = this.#areHere.get(seen.settings) ?? hasItsConfigurationHere(seen);
    this.#areHere.set(seen.settings, known);
    return known;
  }
}
