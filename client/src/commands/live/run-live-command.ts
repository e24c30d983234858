import { type LogOutputChannel, window } from 'vscode';
import * as z from 'zod/mini';
import { sentenceOf } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import type { Target } from '../../live/topology.ts';
import { notificationText } from '../../notification-text.ts';

const targetSchema = z.object({
  cluster: z.string(),
  server: z.optional(z.string()),
  slot: z.optional(z.string()),
  subscription: z.optional(z.string()),
  sender: z.optional(z.number()),
});

/** What a command is about: the target of a tree row, or one that a keybinding gives; undefined: the command asks. */
export function targetOf(argument: unknown): Target | undefined {
  const { data: row } = z.object({ target: targetSchema }).safeParse(argument);
  const data = row?.target ?? targetSchema.safeParse(argument).data;
  if (!data) return undefined;
  const { cluster, server, slot, subscription, sender } = data;
  return {
    cluster,
    ...(server !== undefined && { server }),
    ...(slot !== undefined && { slot }),
    ...(subscription !== undefined && { subscription }),
    ...(sender !== undefined && { sender }),
  };
}

/** Runs a command; what it throws becomes one sentence for the user and, with its stack, a line of the output. */
export async function runLiveCommand(output: LogOutputChannel, run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    output.error(error instanceof Error ? error : String(error));
    const showLog = l10n.t('Show Output');
    void window
      .showErrorMessage(notificationText(sentenceOf(error)), showLog)
      .then((chosen) => chosen === showLog && output.show());
    return undefined;
  }
}
