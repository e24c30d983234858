type Texts = Readonly<Record<string, string>>;

/** The translations that the editor has sent; without any, texts stay English. One language server speaks to one editor. */
let translations: Texts = {};

/** The texts around the findings, in the editor's language: lenses, hints and the names of actions. */
export const l10n = {
  /** Takes what `vscode.l10n.bundle` holds: English text to translation. Anything else leaves the texts English. */
  use(bundle: unknown): void {
    const entries = typeof bundle === 'object' && bundle !== null ? Object.entries(bundle) : [];
    translations = Object.fromEntries(entries.filter(([, text]) => typeof text === 'string'));
  },

  /** A text with its places `{0}`, `{1}` … filled. */
  t(text: string, ...values: readonly (string | number)[]): string {
    return (translations[text] ?? text).replace(/\{([0-9])\}/g, (hole, at: string) =>
      String(values[Number(at)] ?? hole),
    );
  },
};
