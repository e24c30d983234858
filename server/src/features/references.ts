import type { Location, ReferenceParams } from 'vscode-languageserver';
import type { ServerConfig, Setting } from '../../../core/src/index.ts';
import { toLocation } from '../convert.ts';
import type { FileView } from '../session.ts';
import { documentsOf, nameAt, placesOf, serversOf } from './names-around.ts';
import { settingNamedAt } from './setting-at.ts';

/** Where else a name is written; for the name of a parameter, the lines of the workspace's servers that set it. */
export async function references(view: FileView, { position, context }: ReferenceParams): Promise<Location[] | null> {
  const name = nameAt(view, position);
  if (name) {
    const servers = await serversOf(view, name.kind);
    const documentOf = documentsOf(view, servers);
    return placesOf(name, servers)
      .filter(({ defines }) => context.includeDeclaration || !defines)
      .map(({ at }) => toLocation(at, documentOf));
  }
  const setting = settingNamedAt(view, position);
  return setting ? linesOf(setting, view) : null;
}

async function linesOf(setting: Setting, view: FileView): Promise<Location[]> {
  const name = setting.parameter?.name ?? setting.name;
  const servers = new Set([view.located.server, ...(await view.look.servers()).map(({ server }) => server)]);
  const documentOf = documentsOf(view, [...servers]);
  const lines = [...servers].flatMap((server) => settingsOf(server, name));
  const places = new Map(lines.map(({ nameAt: at }) => [`${at.range.start} ${at.uri}`, at]));
  return [...places.values()].map((at) => toLocation(at, documentOf));
}

function settingsOf({ settings }: ServerConfig, name: string): readonly Setting[] {
  return settings.filter((setting) => (setting.parameter?.name ?? setting.name) === name);
}
