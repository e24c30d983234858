import { nearestName } from '../../catalog/nearest-name.ts';
import { type FileProblem, fileOrigin } from '../../model/server-config.ts';
import { type Fix, replace } from '../rule.ts';

/** The fix that puts the most similar of the words that may stand there; [] if none is near. Case is often all that is wrong. */
export function nearestWordFix(problem: FileProblem, written: string, words: readonly string[]): readonly Fix[] {
  const sameButCase = words.find((word) => word.toLowerCase() === written.toLowerCase());
  const word = sameButCase ?? nearestName(written, words);
  if (word === undefined) return [];
  const edits = replace(fileOrigin(problem.uri, problem.range), word);
  return [{ title: `Change to ${word}`, safety: sameButCase === undefined ? 'unsafe' : 'safe', edits }];
}
