import {
  type Edit,
  type FileOrigin,
  groupBy,
  manualLink,
  maskSecrets,
  newestMajor,
  ruleGroups,
  type Uri,
} from '../../../core/src/index.ts';
import type { Finding, Linted } from '../lint-folder.ts';
import { Places, type Report, shownPath } from './report.ts';

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

function artifact(uri: Uri): object {
  const path = encodeURI(shownPath(uri).replaceAll('\\', '/'));
  return { uri: path.startsWith('/') ? `file://${path}` : path };
}

function region(at: FileOrigin, places: Places): object {
  const { line, column, endLine, endColumn } = places.place(at);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function location(at: FileOrigin, places: Places): object {
  return { physicalLocation: { artifactLocation: artifact(at.uri), region: region(at, places) } };
}

type Replacement = Extract<Edit, { readonly kind: 'replace' }>;

function isReplacement(edit: Edit): edit is Replacement {
  return edit.kind === 'replace';
}

function change(uri: Uri, edits: readonly Replacement[], places: Places): object {
  const replacements = edits.map(({ at, text }) => ({
    deletedRegion: region(at, places),
    insertedContent: { text },
  }));
  return { artifactLocation: artifact(uri), replacements };
}

/** The fixes that SARIF can tell: changes within files, and none that would repeat a password. */
function fixesOf(finding: Finding, places: Places): readonly object[] {
  return finding.fixes.flatMap(({ title, edits }) => {
    const changes = edits.filter(isReplacement);
    const isTold = changes.length === edits.length && changes.every(({ text }) => maskSecrets(text) === text);
    if (!isTold || changes.length === 0) return [];
    const byFile = groupBy(changes, ({ at }) => at.uri);
    const artifactChanges = [...byFile].map(([uri, its]) => change(uri, its, places));
    return [{ description: { text: title }, artifactChanges }];
  });
}

function result(finding: Finding, places: Places): object {
  const related = finding.related.flatMap(({ at, message }) => (at.kind === 'file' ? [{ at, message }] : []));
  const fixes = fixesOf(finding, places);
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [location(finding.at, places)],
    ...(related.length > 0 && {
      relatedLocations: related.map(({ at, message }) => ({ ...location(at, places), message: { text: message } })),
    }),
    ...(fixes.length > 0 && { fixes }),
  };
}
