import type { Linted } from '../lint-folder.ts';
import { Places, type Report } from './report.ts';

const commands = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Workflow commands: GitHub shows each finding beside its line. */
export class GithubReport implements Report {
  begin(): string {
    return '';
  }

  server({ server, findings }: Linted): string {
    const places = new Places(server);
    return findings
      .map((finding) => {
        const { file, line, column, endLine, endColumn } = places.place(finding.at);
        const properties = [
          `file=${escapeProperty(file)}`,
          `line=${line}`,
          `col=${column}`,
          `endLine=${endLine}`,
          `endColumn=${endColumn}`,
        ];
        const title = `title=${escapeProperty(finding.rule)}`;
        return `::${commands[finding.severity]} ${[...properties, title].join(',')}::${escapeText(finding.message)}\n`;
      })
      .join('');
  }

  end(): string {
    return '';
  }
}
