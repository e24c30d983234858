import { maskSecrets, type Severity } from '../../../core/src/index.ts';
import type { Finding, Linted } from '../lint-folder.ts';
import { Places, type Report, type Totals } from './report.ts';

const colours: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 36, hint: 90 };
/** Longer lines are cut: a terminal shows the place, not the file. */
const widest = 160;

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
    const { file, line, column, endLine, endColumn } = places.place(finding);
    const { severity, message, rule } = finding;
    const head = `${file}:${line}:${column}: ${this.#paint(severity, colours[severity])}: ${message} ${this.#paint(`[${rule}]`, 90)}\n`;
    const source = maskSecrets(places.line(finding)).slice(0, widest);
    if (source.trim() === '') return head;
    const length = Math.max(
      1,
      Math.min(endLine === line ? endColumn - column : source.length, source.length - column + 1),
    );
    const indent = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
    return `${head}    ${source}\n    ${indent}${this.#paint('^'.repeat(length), colours[severity])}\n`;
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
