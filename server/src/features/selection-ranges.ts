import type { Position, SelectionRange } from 'vscode-languageserver';
import {
  type HbaLine,
  mapConfValue,
  parseConf,
  parseConninfo,
  type TextRange,
  tokenizeAuthFile,
  touches,
} from '../../../core/src/index.ts';
import { toRange } from '../convert.ts';
import type { FileView } from '../session.ts';
import { sectionsOf } from './sections.ts';

/** What surrounds each position: an item of a value, the value, the setting, its sections; in records item, field, record. */
export function selectionRanges(view: FileView, positions: readonly Position[]): SelectionRange[] {
  const ranges = view.kind === 'hba' || view.kind === 'ident' ? recordRanges(view) : confRanges(view);
  const text = view.document.getText();
  return positions.map((position) => {
    const at = view.document.offsetAt(position);
    const around = [...ranges(at), { start: 0, end: text.length }]
      .filter((range) => touches(range, at))
      .sort((a, b) => a.end - a.start - (b.end - b.start));
    return chain(around, view, at);
  });
}

/** Each range in the next larger one that holds it; the empty range at the position where there is none. */
function chain(ranges: readonly TextRange[], { document }: FileView, at: number): SelectionRange {
  let found: SelectionRange | undefined;
  let outer: TextRange | undefined;
  for (const range of ranges.toReversed()) {
    if (outer && (range.start < outer.start || range.end > outer.end || isSame(range, outer))) continue;
    found = { range: toRange(document, range), ...(found && { parent: found }) };
    outer = range;
  }
  return found ?? { range: toRange(document, { start: at, end: at }) };
}

function isSame(a: TextRange, b: TextRange): boolean {
  return a.start === b.start && a.end === b.end;
}

type RangesAt = (offset: number) => readonly TextRange[];

function recordRanges({ document, located }: FileView): RangesAt {
  const lines = tokenizeAuthFile(document.getText(), located.server.catalog.major).entries;
  return (offset) => {
    const line = lines.find(({ range }) => touches(range, offset));
    return line ? [line.range, ...line.fields.flatMap(fieldRanges)] : [];
  };
}

function fieldRanges(field: HbaLine['fields'][number]): readonly TextRange[] {
  const [first] = field;
  const last = field.at(-1);
  const whole = first && last ? [{ start: first.range.start, end: last.range.end }] : [];
  return [...whole, ...field.map(({ range }) => range)];
}

function confRanges(view: FileView): RangesAt {
  const { document, located } = view;
  const text = document.getText();
  const { entries } = parseConf(text);
  const sections = sectionsOf(text.split(/\r?\n/)).map(({ start, end }) => ({
    start: document.offsetAt({ line: start, character: 0 }),
    end: document.offsetAt({ line: end, character: Number.MAX_SAFE_INTEGER }),
  }));
  return (offset) => {
    const entry = entries.find(({ nameRange, valueRange }) => nameRange.start <= offset && offset <= valueRange.end);
    if (!entry) return sections;
    const { name, nameRange, valueRange } = entry;
    const parts = partsOf(name, text.slice(valueRange.start, valueRange.end), located.server.catalog.major);
    const inText = ({ start, end }: TextRange) => ({ start: valueRange.start + start, end: valueRange.start + end });
    const setting = { start: nameRange.start, end: valueRange.end };
    return [...sections, setting, nameRange, valueRange, ...parts.map(inText)];
  };
}

const listItem = /"(?:[^"]|"")*"|[^\s,()"]+/g;

/** The inside of the quotes, and the items of a list or the keywords of a connection string; places in the token. */
function partsOf(name: string, raw: string, major: Parameters<typeof parseConninfo>[1]): readonly TextRange[] {
  const map = mapConfValue(raw);
  const inRaw = ({ start, end }: TextRange) => ({ start: map.toRaw(start), end: map.toRaw(end) });
  const inside = { start: map.toRaw(0), end: map.toRaw(map.value.length) };
  if (name.toLowerCase() === 'primary_conninfo') {
    const { entries } = parseConninfo(map.value, major);
    return [inside, ...entries.flatMap((entry) => keywordRanges(entry).map(inRaw))];
  }
  const items = [...map.value.matchAll(listItem)].map((item) => ({
    start: item.index,
    end: item.index + item[0].length,
  }));
  return [inside, ...items.map(inRaw)];
}

function keywordRanges({ keywordRange, valueRange }: { keywordRange: TextRange; valueRange: TextRange }): TextRange[] {
  const start = Math.min(keywordRange.start, valueRange.start);
  return [keywordRange, valueRange, { start, end: valueRange.end }];
}
