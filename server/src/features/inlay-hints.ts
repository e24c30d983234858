import type { InlayHint, Range } from 'vscode-languageserver';
import { type Major, type Parameter, parseNumber, type Setting, wordOf } from '../../../core/src/index.ts';
import { toRange } from '../convert.ts';
import { l10n } from '../l10n.ts';
import type { FileView } from '../session.ts';
import type { HintSettings } from '../settings.ts';
import { settingsIn } from './setting-at.ts';
import { defaultValue, plainValue } from './words.ts';

/** What stands behind values: a bare number with its unit, the default it differs from, whether it needs a restart. */
export function inlayHints(view: FileView, range: Range): InlayHint[] {
  const { document, look } = view;
  const wanted = look.settingsOf(look.rootOf(view.uri)).inlayHints;
  if (!Object.values(wanted).includes(true)) return [];
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  return settingsIn(view)
    .filter(({ at }) => from <= at.range.end && at.range.start <= to)
    .flatMap((setting) => hintsOf(setting, view, wanted));
}

function hintsOf(setting: Setting, view: FileView, wanted: HintSettings): InlayHint[] {
  const { parameter } = setting;
  if (!parameter) return [];
  const { major } = view.located.server.catalog;
  const isOther = setting.overriddenBy === undefined && differs(setting, parameter, major);
  const position = view.document.positionAt(setting.at.range.end);
  const hint = (label: string, tooltip: string): InlayHint => ({ position, label, tooltip, paddingLeft: true });
  return [
    ...(wanted.units ? unitHint(setting, parameter, view) : []),
    ...(wanted.defaults && isOther && parameter.boot !== undefined
      ? [hint(defaultLabel(parameter, major), l10n.t('The default of PostgreSQL {0}.', major))]
      : []),
    ...(wanted.restart && isOther && parameter.context === 'postmaster'
      ? [
          hint(
            l10n.t('needs a restart'),
            l10n.t('A change of this parameter takes effect when the server is started anew.'),
          ),
        ]
      : []),
  ];
}

function defaultLabel(parameter: Parameter, major: Major): string {
  const value = defaultValue(parameter, major);
  return value === '' ? l10n.t('default empty') : l10n.t('default {0}', value);
}

/** A number without a unit: decimal or octal, hexadecimal, with an exponent (12 and later). */
const bareNumber = /^\s*[-+]?(?:0x[0-9a-f]+|[0-9.]+(?:e[-+]?[0-9]+)?)\s*$/i;

/** The number with the unit it counts, for a number without one; accepting the hint writes it so. */
function unitHint({ value, at }: Setting, parameter: Parameter, { document, located }: FileView): InlayHint[] {
  if (parameter.unit === undefined || !bareNumber.test(value)) return [];
  const plain = plainValue(value, parameter, located.server.catalog.major);
  const [, number, unit] = /^([0-9]+)([A-Za-z]+)$/.exec(plain ?? '') ?? [];
  if (plain === undefined || number === undefined || unit === undefined) return [];
  const range = toRange(document, at.range);
  const isQuoted = document.getText(range).startsWith("'");
  return [
    {
      position: range.end,
      label: `${number} ${unit}`,
      tooltip: l10n.t('Without a unit the number counts {0}.', parameter.unit),
      paddingLeft: true,
      textEdits: [{ range, newText: isQuoted ? `'${plain}'` : plain }],
    },
  ];
}

/** Whether the value is another than the default, whichever way the two are written. */
function differs({ value }: Setting, parameter: Parameter, major: Major): boolean {
  if (parameter.boot === undefined) return true;
  const plain = (text: string) => comparable(text, parameter, major);
  return plain(value) !== plain(parameter.boot);
}

function comparable(text: string, parameter: Parameter, major: Major): string {
  if (parameter.type === 'integer' || parameter.type === 'real')
    return String(parseNumber(text, parameter, major) ?? text);
  return parameter.type === 'string' ? text : (wordOf(text, parameter) ?? text);
}
