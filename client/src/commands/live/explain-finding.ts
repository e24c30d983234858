import { commands, Uri } from 'vscode';
import * as z from 'zod/mini';

const row = z.object({ rule: z.string().check(z.regex(/^[a-z0-9-]+$/)) });

/** Opens the page of the rule that a row of the tree is about, as it came with the extension. */
export async function explainFinding(extension: Uri, argument: unknown): Promise<void> {
  const { data } = row.safeParse(argument);
  if (!data) return;
  await commands.executeCommand('markdown.showPreview', Uri.joinPath(extension, 'docs', 'rules', `${data.rule}.md`));
}
