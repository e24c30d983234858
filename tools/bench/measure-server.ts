import { pathToFileURL } from 'node:url';
import { LanguageClient } from './language-client.ts';
import { median } from './median.ts';

/** A language server and the text it is asked about. */
export interface Subject {
  readonly name: string;
  readonly program: string;
  readonly languageId: string;
  /** The file's folder, empty on the disk. */
  readonly folder: string;
  readonly fileName: string;
  readonly text: string;
  /** Settings that are told before questions are asked. */
  readonly settings?: object;
}

/** Milliseconds, medians. */
export interface ServerTimes {
  readonly firstDiagnostics: number;
  readonly keystroke: number;
}

const starts = 7;
const keystrokes = 40;

/** Starts the server, opens the text, types `keys` times in its middle. */
async function runOnce(subject: Subject, keys: number): Promise<{ first: number; keystrokes: readonly number[] }> {
  const began = performance.now();
  const client = new LanguageClient(subject.program);
  const uri = pathToFileURL(`${subject.folder}/${subject.fileName}`).href;
  await client.initialize(pathToFileURL(subject.folder).href);
  const { languageId, text } = subject;
  await client.untilDiagnostics('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  const first = performance.now() - began;
  const line = Math.floor(text.split('\n').length / 2);
  const times: number[] = [];
  for (let at = 0; at < keys; at++) {
    const inserts = at % 2 === 0;
    const range = { start: { line, character: 0 }, end: { line, character: inserts ? 0 : 1 } };
    const change = { textDocument: { uri, version: at + 2 }, contentChanges: [{ range, text: inserts ? '#' : '' }] };
    times.push(await client.untilDiagnostics('textDocument/didChange', change));
  }
  await client.close();
  return { first, keystrokes: times };
}

/** Measures several servers in turns, so that what else the machine does meets each alike; the first turn is not counted. */
export async function measureServers(subjects: readonly Subject[]): Promise<readonly ServerTimes[]> {
  const firsts = subjects.map((): number[] => []);
  const keys = subjects.map((): number[] => []);
  for (let turn = 0; turn <= starts; turn++) {
    for (const [at, subject] of subjects.entries()) {
      const times = await runOnce(subject, keystrokes);
      if (turn === 0) continue;
      firsts[at]?.push(times.first);
      keys[at]?.push(...times.keystrokes);
    }
  }
  return subjects.map((_, at) => ({ firstDiagnostics: median(firsts[at] ?? []), keystroke: median(keys[at] ?? []) }));
}
