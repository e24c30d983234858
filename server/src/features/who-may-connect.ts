import { type ConnectionAttempt, maskSecrets, whoMayConnect } from '../../../core/src/index.ts';
import { toLocation } from '../convert.ts';
import type { AttemptAnswer } from '../protocol.ts';
import type { FileView } from '../session.ts';

/** Which HBA record of the view's server decides on an attempt, with places; null for a server without HBA records. */
export function answerAttempt({ located, documentOf }: FileView, attempt: ConnectionAttempt): AttemptAnswer | null {
  const { server } = located;
  if (!server.files.some(({ kind }) => kind === 'hba')) return null;
  const { steps, outcome, isCertain, meaning, remarks, problems } = whoMayConnect(server, attempt);
  const textOf = (uri: string) => server.files.find((file) => file.uri === uri)?.text ?? '';
  return {
    server: server.name,
    outcome,
    isCertain,
    meaning,
    remarks: problems.length === 0 ? remarks : ['The server refuses this HBA file as it is.', ...remarks],
    steps: steps.map(({ at, fits, reason }) => ({
      at: toLocation(at, documentOf),
      record: maskSecrets(textOf(at.uri).slice(at.range.start, at.range.end))
        .replace(/\\\r?\n/g, ' ')
        .replace(/\s+/g, ' '),
      fits,
      reason,
    })),
  };
}
