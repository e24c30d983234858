import { groupBy } from '../../../core/src/index.ts';
import type { Finding, Linted } from '../lint-folder.ts';
import { Places, type Report, shownPath, type Totals } from './report.ts';

/** XML 1.0 takes no control characters but tab and the ends of lines, neither written nor escaped. */
function isXml(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code >= 0x20 ? code !== 0x7f && code !== 0xfffe && code !== 0xffff : '\t\n\r'.includes(char);
}

function xml(text: string): string {
  const allowed = [...text].map((char) => (isXml(char) ? char : '\ufffd'));
  return allowed
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\r', '&#13;');
}

/**
 * JUnit's XML: a suite for each server, a case for each file. A file with errors or warnings has failed; what is for
 * information stands in its output.
 */
export class JunitReport implements Report {
  begin(): string {
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="pg-replication">\n';
  }

  server({ server, findings }: Linted): string {
    const places = new Places(server);
    const byFile = groupBy(findings, ({ at }) => at.uri);
    const files = server.files.length > 0 ? server.files.map(({ uri }) => uri) : [server.folder];
    const failed = [...byFile.values()].filter((some) => some.some(isFailure)).length;
    const cases = files.map((uri) => this.#file(shownPath(uri), byFile.get(uri) ?? [], places));
    const name = xml(server.name);
    return `  <testsuite name="${name}" tests="${files.length}" failures="${failed}">\n${cases.join('')}  </testsuite>\n`;
  }

  end(_: Totals): string {
    return '</testsuites>\n';
  }

  #file(path: string, findings: readonly Finding[], places: Places): string {
    const head = `    <testcase classname="pg-replication" name="${xml(path)}" file="${xml(path)}"`;
    if (findings.length === 0) return `${head}/>\n`;
    const line = (finding: Finding) => {
      const { line: at, column } = places.place(finding.at);
      return `${path}:${at}:${column}: ${finding.severity}: ${finding.message} [${finding.rule}]`;
    };
    const failures = findings.filter(isFailure);
    const others = findings.filter((finding) => !isFailure(finding));
    const failure =
      failures.length === 0
        ? ''
        : `      <failure message="${failures.length} found" type="${xml(failures[0]?.rule ?? '')}">${xml(failures.map(line).join('\n'))}</failure>\n`;
    const output = others.length === 0 ? '' : `      <system-out>${xml(others.map(line).join('\n'))}</system-out>\n`;
    return `${head}>\n${failure}${output}    </testcase>\n`;
  }
}

function isFailure({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'warning';
}
