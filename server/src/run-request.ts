import type { CancellationToken, Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from './lsp.ts';

/** Where an error came from, without its message: that may quote a file, and a file may hold a password. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 6)].join('\n');
}

/** Lets work nobody waits for go on; a failure is logged, as one that nobody handles would end the process. */
export function letRun(connection: Connection, name: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => connection.console.error(`${name} failed: ${describeError(error)}`));
}

/**
 * The one place where handlers fail: an error is logged once and answered with `fallback`, a cancelled request with
 * *cancelled*.
 */
export async function runRequest<Result>(
  connection: Connection,
  name: string,
  token: CancellationToken,
  fallback: Result,
  work: () => Promise<Result>,
): Promise<Result | ResponseError<never>> {
  try {
    const result = await work();
    if (!token.isCancellationRequested) return result;
  } catch (error) {
    if (!token.isCancellationRequested) {
      connection.console.error(`${name} failed: ${describeError(error)}`);
      return fallback;
    }
  }
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
}
