import { env } from 'vscode';
import * as z from 'zod/mini';

const row = z.object({ copied: z.string() });

/** Copies the name of a row of the tree. */
export async function copyText(_: unknown, argument: unknown): Promise<void> {
  const { data } = row.safeParse(argument);
  if (data) await env.clipboard.writeText(data.copied);
}
