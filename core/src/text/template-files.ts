import type { Files } from './files.ts';
import type { TextRange } from './range.ts';
import { isTemplate, madeOf, partsOf, partsOfTemplate, readTemplate, type Template } from './template.ts';
import { nameOf, type Uri } from './uri.ts';

/** Finds the first template part of a file that the server refuses as it stands; undefined where it takes the file's parts. */
export type FindRefused = (uri: Uri, text: string) => TextRange | undefined;

/** Files in which templates are read with their template parts made harmless. */
export class TemplateFiles implements Files {
  /** Those that were read so far, with the texts that they have. */
  readonly templates = new Map<Uri, Template & { readonly original: string }>();
  readonly #files: Files;
  readonly #findRefused: FindRefused;

  constructor(files: Files, findRefused: FindRefused) {
    this.#files = files;
    this.#findRefused = findRefused;
  }

  async read(uri: Uri): Promise<string | undefined> {
    const original = await this.#files.read(uri);
    if (original === undefined) return undefined;
    const isNamed = isTemplate(uri, original);
    const refused = isNamed ? undefined : this.#findRefused(uri, original);
    if (!isNamed && !refused) return original;
    const parts = isNamed ? partsOfTemplate(uri, original) : partsOf(original);
    const template = readTemplate(original, !/hba|ident/i.test(madeOf(nameOf(uri))), parts);
    this.templates.set(uri, { ...template, original, refused });
    return template.text;
  }

  list(uri: Uri): Promise<readonly string[]> {
    return this.#files.list(uri);
  }
}
