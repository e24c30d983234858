import { createHash } from 'node:crypto';
import type { Finding, Linted } from '../lint-folder.ts';
import { Places, type Report } from './report.ts';

const severities = { error: 'critical', warning: 'major', information: 'minor', hint: 'info' } as const;

/** GitLab's code quality report: one array, an object a line. */
export class GitlabReport implements Report {
  readonly #seen = new Map<string, number>();
  #first = true;

  begin(): string {
    return '[';
  }

  server({ server, findings }: Linted): string {
    const places = new Places(server);
    return findings.map((finding) => this.#item(finding, places)).join('');
  }

  end(): string {
    return '\n]\n';
  }

  #item({ rule, message, severity, at }: Finding, places: Places): string {
    const { file, line, endLine } = places.place(at);
    const item = {
      description: message,
      check_name: rule,
      fingerprint: this.#fingerprint(`${file}\n${rule}\n${message.replace(/\bline [0-9]+/g, 'line')}`),
      severity: severities[severity],
      location: { path: file.replaceAll('\\', '/'), lines: { begin: line, end: endLine } },
    };
    const separator = this.#first ? '\n' : ',\n';
    this.#first = false;
    return separator + JSON.stringify(item);
  }

  /** The same finding has the same one wherever its line has moved to; a second of its kind has another. */
  #fingerprint(about: string): string {
    const count = this.#seen.get(about) ?? 0;
    this.#seen.set(about, count + 1);
    return createHash('sha256').update(`${about}\n${count}`).digest('hex').slice(0, 40);
  }
}
