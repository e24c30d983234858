import { madeOf } from '../text/template.ts';
import type { FileKind } from './server-config.ts';

const names: Readonly<Record<string, FileKind>> = {
  'postgresql.conf': 'conf',
  'postgresql.auto.conf': 'auto',
  'recovery.conf': 'recovery',
  'pg_hba.conf': 'hba',
  'pg_ident.conf': 'ident',
};

/** The names by which the server looks for its files. */
export const configurationFileNames: readonly string[] = Object.keys(names);

/**
 * Which reader a file of this name, or what is made of a template of this name, is for: the server's own names exactly; of other `.conf` files those that speak of
 * `hba` or `ident` are taken for that kind, the rest for included postgresql.conf files. Undefined: none of ours.
 */
export function fileKindOf(fileName: string): FileKind | undefined {
  const name = madeOf(fileName);
  const exact = names[name];
  if (exact) return exact;
  if (/hba/i.test(name)) return 'hba';
  if (/ident/i.test(name)) return 'ident';
  return name.endsWith('.conf') ? 'conf' : undefined;
}

/** Whether a file of this name is a template of one of ours, such as `postgresql.conf.j2`. */
export function isTemplateOfOurs(name: string): boolean {
  const made = madeOf(name);
  return made !== name && /^(?:.*[-_.])?(?:postgres(?:ql)?|pg_?hba|pg_?ident|recovery)\b.*\.conf$/i.test(made);
}
