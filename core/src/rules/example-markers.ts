import { type Major, majors } from '../catalog/parameter.ts';
import type { TextRange } from '../text/range.ts';
import type { Example, RuleFacts } from './rule.ts';

/** What an example says must be reported at a place of its text. */
interface Marker {
  readonly id: string;
  readonly range: TextRange;
}

interface MarkedText {
  /** The text without its marker lines. */
  readonly text: string;
  readonly markers: readonly Marker[];
}

const carets = /^([ \t]*)#(<?)( *)(\^*)[ \t]+([A-Za-z]\w*)[ \t]*$/;
const wholeFile = /^[ \t]*# @ ([A-Za-z]\w*)[ \t]*$/;

/**
 * Takes the marker lines out of a text: carets under what they mark; a `#` (or `#<`) that touches the first caret counts,
 * `#<` alone marks the first character of the line above, `# @` the empty range at the start of the file.
 */
export function readMarkers(marked: string): MarkedText {
  const markers: Marker[] = [];
  const kept: string[] = [];
  let lineStart = 0;
  let offset = 0;
  for (const line of marked.split('\n')) {
    const marker = markerOf(line, lineStart);
    if (marker) {
      markers.push(marker);
      continue;
    }
    lineStart = offset;
    offset += line.length + 1;
    kept.push(line);
  }
  return { text: kept.join('\n'), markers };
}

function markerOf(line: string, lineStart: number): Marker | undefined {
  const whole = wholeFile.exec(line)?.[1];
  if (whole !== undefined) return { id: whole, range: { start: 0, end: 0 } };
  const [, indent = '', less = '', gap = '', marks = '', id] = carets.exec(line) ?? [];
  if (id === undefined || (less === '' && marks === '')) return undefined;
  const hash = indent.length;
  const firstCaret = hash + 1 + less.length + gap.length;
  if (marks === '') return { id, range: { start: lineStart + hash, end: lineStart + hash + 1 } };
  const start = gap === '' ? hash : firstCaret;
  return { id, range: { start: lineStart + start, end: lineStart + firstCaret + marks.length } };
}

/** The majors an example is about: those of its rule, narrowed by its own. */
export function exampleMajors(rule: RuleFacts, example: Example): readonly Major[] {
  const spans = [rule.versions, example.majors ?? rule.versions];
  return majors.filter((major) => spans.every(({ first, last }) => first <= major && major <= (last ?? major)));
}
