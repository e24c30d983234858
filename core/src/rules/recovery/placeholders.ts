import type { ServerConfig, Setting } from '../../model/server-config.ts';
import { commandPlaceholders, type Placeholder } from '../../syntax/command.ts';
import type { FileOrigin } from '../../text/origin.ts';
import { type Fix, replace } from '../rule.ts';
import { placeInValue } from '../value-place.ts';

/** A placeholder that the server does not know, and where it stands. */
export interface UnknownPlaceholder {
  readonly setting: Setting;
  readonly placeholder: Placeholder;
  readonly at: FileOrigin;
  /** Doubles the percent sign, so that it stands for itself, as it did up to 15. */
  readonly fix: Fix;
}

/** A command with more than these is none that people write. */
const most = 100;

/** The unknown placeholders of the command in force; [] for a command set nowhere. */
export function unknownPlaceholders(server: ServerConfig, parameter: string): readonly UnknownPlaceholder[] {
  const { setting, value } = server.setting(parameter);
  if (!setting) return [];
  const unknown = commandPlaceholders(parameter, value).filter(({ known }) => !known);
  return unknown.slice(0, most).map((placeholder) => {
    const at = placeInValue(server, setting, placeholder.range);
    const title = `Write %%${placeholder.letter}, which means a percent sign`;
    const edits = replace({ ...at, range: { start: at.range.start, end: at.range.start + 1 } }, '%%');
    return { setting, placeholder, at, fix: { title, safety: 'safe', edits } };
  });
}
