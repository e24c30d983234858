import type { Files } from './files.ts';
import { isTemplate, madeOf, readTemplate, type Template } from './template.ts';
import { nameOf, type Uri } from './uri.ts';

/** Files in which templates are read with their template parts made harmless. */
export class TemplateFiles implements Files {
  /** Those that were read so far, with the texts that they have. */
  readonly templates = new Map<Uri, Template & { readonly original: string }>();
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  async read(uri: Uri): Promise<string | undefined> {
    const original = await this.#files.read(uri);
    if (original === undefined || !isTemplate(uri, original)) return original;
    const template = readTemplate(original, !/hba|ident/i.test(madeOf(nameOf(uri))));
    this.templates.set(uri, { ...template, original });
    return template.text;
  }

  list(uri: Uri): Promise<readonly string[]> {
    return this.#files.list(uri);
  }
}
