import type { Finding, Linted } from '../lint-folder.ts';
import { Places, type Report } from './report.ts';

/** One array of findings, an object a line. */
export class JsonReport implements Report {
  #first = true;

  begin(): string {
    return '[';
  }

  server({ server, findings }: Linted): string {
    const places = new Places(server);
    return findings.map((finding) => this.#separator() + this.#item(finding, places)).join('');
  }

  #separator(): string {
    const separator = this.#first ? '\n' : ',\n';
    this.#first = false;
    return separator;
  }

  #item(finding: Finding, places: Places): string {
    return JSON.stringify({
      ...places.place(finding.at),
      severity: finding.severity,
      code: finding.rule,
      group: finding.group,
      message: finding.message,
      fixable: finding.fixes.some((fix) => fix.edits.length > 0),
    });
  }

  end(): string {
    return '\n]\n';
  }
}
