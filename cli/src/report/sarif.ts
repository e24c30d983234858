import { type Diagnostic, manualLink, newestMajor, ruleGroups } from '../../../core/src/index.ts';
import type { Finding, Linted } from '../lint-folder.ts';
import { Places, type Report } from './report.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

function rules(): readonly object[] {
  return ruleGroups.flatMap(({ group, rules: members }) =>
    members.map(({ id, docs, severity }) => ({
      id,
      shortDescription: { text: docs.what },
      fullDescription: { text: docs.why },
      help: { text: docs.how },
      helpUri: manualLink(docs.see[0] ?? 'index.html', newestMajor),
      defaultConfiguration: { level: levels[severity] },
      properties: { tags: [group] },
    })),
  );
}

/** SARIF 2.1.0, a result a line. */
export class SarifReport implements Report {
  readonly #version: string;
  #first = true;

  constructor(version: string) {
    this.#version = version;
  }

  begin(): string {
    const driver = { name: 'pg-replication', semanticVersion: this.#version, rules: rules() };
    const start = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' };
    return `${JSON.stringify(start).slice(0, -1)},"runs":[{"tool":${JSON.stringify({ driver })},"columnKind":"utf16CodeUnits","results":[`;
  }

  server({ server, findings }: Linted): string {
    const places = new Places(server);
    return findings
      .map((finding) => {
        const separator = this.#first ? '\n' : ',\n';
        this.#first = false;
        return separator + JSON.stringify(result(finding, places));
      })
      .join('');
  }

  end(): string {
    return '\n]}]}\n';
  }
}

function location(finding: Finding, places: Places): object {
  const { file, line, column, endLine, endColumn } = places.place(finding);
  const uri = encodeURI(file.replaceAll('\\', '/'));
  return {
    physicalLocation: {
      artifactLocation: { uri: uri.startsWith('/') ? `file://${uri}` : uri },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

function result(finding: Finding, places: Places): object {
  const related = finding.related.filter((it): it is Diagnostic['related'][number] & Finding => it.at.kind === 'file');
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [location(finding, places)],
    ...(related.length > 0 && {
      relatedLocations: related.map((it) => ({ ...location(it, places), message: { text: it.message } })),
    }),
  };
}
