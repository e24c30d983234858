import type { Parameter, ParameterType } from '../catalog/parameter.ts';
import type { ServerConfig, Setting } from '../model/server-config.ts';

/** A setting of a parameter that the major knows. */
type KnownSetting = Setting & { readonly parameter: Parameter };
type ByType = Readonly<Record<ParameterType, KnownSetting[]>>;

const known = new WeakMap<ServerConfig, ByType>();

function sort({ settings }: ServerConfig): ByType {
  const byType: ByType = { bool: [], enum: [], integer: [], real: [], string: [] };
  for (const setting of settings) if (setting.checked && isKnown(setting)) byType[setting.parameter.type].push(setting);
  return byType;
}

function isKnown(setting: Setting): setting is KnownSetting {
  return setting.parameter !== undefined;
}

/** The settings of a type whose values the server checks, in reading order. Most rules about lines want those of one type. */
export function checkedSettings(server: ServerConfig, type: ParameterType): readonly KnownSetting[] {
  const byType = known.get(server) ?? sort(server);
  known.set(server, byType);
  return byType[type];
}
