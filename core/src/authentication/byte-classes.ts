/** Whether a byte belongs to something. */
export type ByteTest = (code: number) => boolean;

/** The ASCII characters of a class; no other byte is in any, as the server compares HBA patterns in the C locale. */
function ascii(members: RegExp): ByteTest {
  return (code) => code <= 0x7f && members.test(String.fromCharCode(code));
}

const classes: ReadonlyMap<string, ByteTest> = new Map([
  ['alnum', ascii(/[A-Za-z0-9]/)],
  ['alpha', ascii(/[A-Za-z]/)],
  ['ascii', (code) => code <= 0x7f],
  ['blank', ascii(/[ \t]/)],
  ['cntrl', (code) => code < 0x20 || code === 0x7f],
  ['digit', ascii(/[0-9]/)],
  ['graph', (code) => code > 0x20 && code < 0x7f],
  ['lower', ascii(/[a-z]/)],
  ['print', (code) => code >= 0x20 && code < 0x7f],
  ['punct', (code) => code > 0x20 && code < 0x7f && !/[A-Za-z0-9]/.test(String.fromCharCode(code))],
  ['space', ascii(/[ \t\n\v\f\r]/)],
  ['upper', ascii(/[A-Z]/)],
  ['xdigit', ascii(/[0-9A-Fa-f]/)],
  ['word', ascii(/[A-Za-z0-9_]/)],
]);

/** A class by its name between `[:` and `:]`; undefined: there is none. */
export function byteClass(name: string): ByteTest | undefined {
  return classes.get(name);
}

/** The class of `\d`, `\s` or `\w`, or of what is not in it for a capital; undefined for other letters. */
export function escapedClass(letter: string): ByteTest | undefined {
  const names: Readonly<Record<string, string>> = { d: 'digit', s: 'space', w: 'word' };
  const found = classes.get(names[letter.toLowerCase()] ?? '');
  return found && letter !== letter.toLowerCase() ? (code) => !found(code) : found;
}

export const isWordByte: ByteTest = ascii(/[A-Za-z0-9_]/);

/** The same letter in the other case, for ASCII letters; any other code stays. */
function otherCase(code: number): number {
  const isLetter = /[A-Za-z]/.test(String.fromCharCode(code)) && code <= 0x7f;
  return isLetter ? code ^ 0x20 : code;
}

/** The test, also passed by letters of the other case. */
export function inEitherCase(test: ByteTest): ByteTest {
  return (code) => test(code) || test(otherCase(code));
}
