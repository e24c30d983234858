import { type ConninfoReading, mostConninfoProblems } from './conninfo-entry.ts';
import { shownWord } from './secrets.ts';

const blanks = /[ \t\n\v\f\r]*/y;
const keywordText = /[^= \t\n\v\f\r]*/y;
const bareValue = /(?:[^\\ \t\n\v\f\r]|\\.|\\$)*/sy;
const quotedValue = /'(?:[^\\']|\\.)*'/sy;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** Takes the backslashes out; one at the very end stands for nothing. */
function dropBackslashes(text: string): string {
  return text.replace(/\\(.?)/gs, '$1');
}

/** Reads `keyword = value …` as `conninfo_parse` does, but goes on behind what libpq gives up at. */
export function readConninfoKeywords(text: string, { entries, problems }: ConninfoReading): void {
  for (let at = endOf(blanks, text, 0); at < text.length; at = endOf(blanks, text, at)) {
    if (problems.length >= mostConninfoProblems) return;
    const keywordRange = { start: at, end: endOf(keywordText, text, at) };
    const keyword = text.slice(keywordRange.start, keywordRange.end);
    const equals = endOf(blanks, text, keywordRange.end);
    if (text[equals] !== '=') {
      const token = shownWord(keyword.slice(0, 40), text.slice(0, at));
      problems.push({ code: 'conninfoNoEquals', range: keywordRange, holes: { token } });
      at = keywordRange.end;
      continue;
    }
    const start = endOf(blanks, text, equals + 1);
    const isQuoted = text[start] === "'";
    const end = endOf(isQuoted ? quotedValue : bareValue, text, start);
    const isOpen = isQuoted && end === start;
    at = isOpen ? text.length : end;
    const range = { start, end: at };
    if (isOpen) problems.push({ code: 'conninfoOpenQuote', range, holes: {} });
    const inside = isQuoted ? text.slice(start + 1, isOpen ? at : at - 1) : text.slice(start, at);
    entries.push({ keyword, value: dropBackslashes(inside), keywordRange, valueRange: range, form: 'keyword' });
  }
}
