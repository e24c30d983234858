import { commands, window, workspace } from 'vscode';
import { UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { LanguageService } from '../language-client.ts';

/** Shows who streams from whom as a document that can be kept, beside its preview. Returns the text. */
export async function drawTopology(service: LanguageService): Promise<string> {
  const charts = await service.drawTopology();
  if (charts.length === 0) throw new UserError(l10n.t('There is no PostgreSQL configuration in this workspace.'));
  const legend = l10n.t('WAL flows along the arrows: a thick one is synchronous, a dotted one a guess.');
  const blocks = charts.map((chart) => `\`\`\`mermaid\n${chart}\`\`\`\n`);
  const content = `# ${l10n.t('Replication topology')}\n\n${legend}\n\n${blocks.join('\n')}`;
  const document = await workspace.openTextDocument({ language: 'markdown', content });
  await window.showTextDocument(document);
  await commands.executeCommand('markdown.showPreviewToSide', document.uri);
  return content;
}
