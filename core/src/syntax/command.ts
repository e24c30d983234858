import type { TextRange } from '../text/range.ts';

/** One `%x` of a shell command that the server runs. */
export interface Placeholder {
  /** The letter behind the percent sign, `%` for a doubled one; '' where the command ends behind the sign. */
  readonly letter: string;
  readonly range: TextRange;
  /** Whether the server puts something in its place. */
  readonly known: boolean;
}

const lettersOf: ReadonlyMap<string, string> = new Map([
  ['archive_command', 'fp'],
  ['restore_command', 'fpr'],
  ['archive_cleanup_command', 'r'],
  ['recovery_end_command', 'r'],
  ['ssl_passphrase_command', 'p'],
]);

/** The letters that may stand behind `%` in the command of a parameter; undefined for a parameter that is none. */
export function placeholderLetters(parameter: string): string | undefined {
  return lettersOf.get(parameter);
}

/**
 * The placeholders of a command, in order (`replace_percent_placeholders`). From 16 on one that is not known makes the
 * server give up when it is to run the command; before, it is passed to the shell as it is.
 */
export function commandPlaceholders(parameter: string, command: string): readonly Placeholder[] {
  const letters = `${lettersOf.get(parameter) ?? ''}%`;
  return [...command.matchAll(/%(.?)/gsu)].map(({ index, 0: written, 1: letter = '' }) => ({
    letter,
    range: { start: index, end: index + written.length },
    known: letter !== '' && letters.includes(letter),
  }));
}
