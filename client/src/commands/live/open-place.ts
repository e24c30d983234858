import { Range, Uri, window, workspace } from 'vscode';
import * as z from 'zod/mini';

const row = z.object({ place: z.object({ uri: z.string(), start: z.number(), end: z.number() }) });

/** Shows the place of a finding in what is in force on its server. */
export async function openPlace(argument: unknown): Promise<void> {
  const { data } = row.safeParse(argument);
  if (!data) return;
  const { uri, start, end } = data.place;
  const document = await workspace.openTextDocument(Uri.parse(uri, true));
  const selection = new Range(document.positionAt(start), document.positionAt(end));
  await window.showTextDocument(document, { selection, preview: true });
}
