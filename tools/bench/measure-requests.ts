import { pathToFileURL } from 'node:url';
import { LanguageClient } from './language-client.ts';
import type { Subject } from './measure-server.ts';
import { median } from './median.ts';

/** Milliseconds, medians; memory in MiB, the most of all runs. */
export interface RequestTimes {
  readonly keystroke: number;
  readonly completion: number;
  readonly hover: number;
  readonly memory: number;
}

type Samples = Record<keyof RequestTimes, number[]>;

const turns = 4;
const keystrokes = 40;
const questions = 30;

/** Opens the text as an editor that asks, types in its middle, completes and hovers there. */
async function runOnce(
  { program, folder, fileName, languageId, text, settings }: Subject,
  into: Samples,
): Promise<void> {
  const client = new LanguageClient(program);
  const uri = pathToFileURL(`${folder}/${fileName}`).href;
  const textDocument = { uri };
  await client.initialize(pathToFileURL(folder).href, true);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  await client.request('textDocument/diagnostic', { textDocument });
  const line = Math.floor(text.split('\n').length / 2);
  for (let at = 0; at < keystrokes; at++) {
    const inserts = at % 2 === 0;
    const range = { start: { line, character: 0 }, end: { line, character: inserts ? 0 : 1 } };
    const began = performance.now();
    client.notify('textDocument/didChange', {
      textDocument: { uri, version: at + 2 },
      contentChanges: [{ range, text: inserts ? '#' : '' }],
    });
    await client.request('textDocument/diagnostic', { textDocument });
    into.keystroke.push(performance.now() - began);
  }
  if (settings) client.notify('workspace/didChangeConfiguration', { settings });
  for (let at = 0; at < questions; at++) {
    into.completion.push(
      await client.timed('textDocument/completion', { textDocument, position: { line, character: 0 } }),
    );
    into.hover.push(await client.timed('textDocument/hover', { textDocument, position: { line, character: 2 } }));
  }
  into.memory.push(client.peakMemory());
  await client.close();
}

/** Measures several servers in turns; the first turn is not counted. */
export async function measureRequests(subjects: readonly Subject[]): Promise<readonly RequestTimes[]> {
  const samples = subjects.map((): Samples => ({ keystroke: [], completion: [], hover: [], memory: [] }));
  for (let turn = 0; turn <= turns; turn++) {
    for (const [at, subject] of subjects.entries()) {
      const into = turn === 0 ? undefined : samples[at];
      await runOnce(subject, into ?? { keystroke: [], completion: [], hover: [], memory: [] });
    }
  }
  return samples.map(({ keystroke, completion, hover, memory }) => ({
    keystroke: median(keystroke),
    completion: median(completion),
    hover: median(hover),
    memory: Math.max(...memory),
  }));
}
