import data from './data/texts.json' with { type: 'json' };

/** Our words about a parameter. */
export interface ParameterText {
  /** One sentence: what it does. */
  readonly summary: string;
  /** Markdown, for parameters that matter to replication: who must match whom, when it takes effect, what goes wrong. */
  readonly replication?: string;
}

const texts: Readonly<Record<string, ParameterText>> = data;

/** Our text about a parameter, named as the catalogue names it; undefined for a name that is none. */
export function parameterText(name: string): ParameterText | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}
