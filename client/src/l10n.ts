import * as library from '@vscode/l10n';

/** What stands for `{0}`, `{1}` … in a text. */
type Value = string | number | bigint | boolean | undefined;

/** Says from now on everything in the language of these texts; without a call all is English. */
export function speak(texts: Readonly<Record<string, string>>): void {
  library.config({ contents: texts });
}

/** A text in the language of the editor: `message` is the English one, and the key of its translations. */
export function t(message: string, ...values: readonly Value[]): string {
  return library.t(message, ...values.map(String));
}
