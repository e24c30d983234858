import { maskSecrets, type Severity } from '../../../core/src/index.ts';
import type { Finding, Linted } from '../lint-folder.ts';
import { Places, type Report, type Totals } from './report.ts';

const colours: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 36, hint: 90 };
/** Of longer lines a window around the finding is shown: a terminal shows the place, not the file. */
const widest = 160;
const before = 60;
const tab = 9;

function isInvisible(code: number): boolean {
  return (code < 32 && code !== tab) || (code >= 127 && code < 160) || code === 0xfeff || code === 0x202e;
}

/** What would steer a terminal or not be seen stands as a dot; each character stays one character. */
function visible(text: string): string {
  let shown = '';
  for (let at = 0; at < text.length; at++) shown += isInvisible(text.charCodeAt(at)) ? '·' : text[at];
  return shown;
}

/** Part of a line, and where in it a finding is. */
interface Excerpt {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The line without secrets, cut to a window; columns from 0. */
function excerptOf(line: string, start: number, end: number): Excerpt {
  const text = visible(maskSecrets(line));
  const from = Math.min(text.length, maskSecrets(line.slice(0, start)).length);
  const to = Math.min(text.length, Math.max(from + 1, maskSecrets(line.slice(0, end)).length));
  if (text.length <= widest) return { text, start: from, end: to };
  const cut = Math.max(0, Math.min(from - before, text.length - widest));
  const lead = cut > 0 ? '…' : '';
  const tail = cut + widest < text.length ? '…' : '';
  const shift = cut - lead.length;
  const window = lead + text.slice(cut, cut + widest) + tail;
  return { text: window, start: from - shift, end: Math.min(to - shift, window.length) };
}

/** Source lines with a marker under each finding, for people. */
export class TextReport implements Report {
  readonly #colour: boolean;

  constructor(colour: boolean) {
    this.#colour = colour;
  }

  begin(): string {
    return '';
  }

  server({ server, findings }: Linted): string {
    const places = new Places(server);
    return findings.map((finding) => this.#finding(finding, places)).join('');
  }

  #paint(text: string, code: number): string {
    return this.#colour ? `\u001b[${code}m${text}\u001b[0m` : text;
  }

  #finding(finding: Finding, places: Places): string {
    const { file, line, column, endLine, endColumn } = places.place(finding.at);
    const { severity, message, rule } = finding;
    const place = `${visible(file)}:${line}:${column}`;
    const head = `${place}: ${this.#paint(severity, colours[severity])}: ${visible(message)} ${this.#paint(`[${rule}]`, 90)}\n`;
    const source = places.line(finding.at);
    if (source.trim() === '') return head;
    const { text, start, end } = excerptOf(source, column - 1, endLine === line ? endColumn - 1 : source.length);
    const indent = text.slice(0, start).replace(/[^\t]/g, ' ');
    const marker = this.#paint('^'.repeat(Math.max(1, end - start)), colours[severity]);
    return `${head}    ${text}\n    ${indent}${marker}\n`;
  }

  end(totals: Totals): string {
    const { servers, error, warning, information, hint, fixed } = totals;
    if (servers === 0) return 'No PostgreSQL configuration found.\n';
    const counted = [plural(error, 'error'), plural(warning, 'warning'), `${information + hint} for information`];
    const tail = fixed > 0 ? `; ${plural(fixed, 'fix', 'fixes')} applied` : '';
    return `${counted.join(', ')} in ${plural(servers, 'server')}${tail}\n`;
  }
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
