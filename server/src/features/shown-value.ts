import { isSecret, maskSecrets, type Origin, type ServerConfig, templateText } from '../../../core/src/index.ts';

/** A value as people may see it. */
export interface ShownValue {
  /** Without passwords; of a value that a template fills in, what the template has in its place. */
  readonly text: string;
  readonly isFilledIn: boolean;
}

/** The value of a parameter that was read at a place of the server's files. */
export function shownValue(
  server: ServerConfig,
  name: string,
  { value, at }: { readonly value: string; readonly at?: Origin },
): ShownValue {
  const written = templateText(server, at);
  return { text: isSecret(name) ? '****' : maskSecrets(written ?? value), isFilledIn: written !== undefined };
}
