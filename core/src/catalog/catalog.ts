import type { Major, Parameter, ParameterSpan } from './parameter.ts';

/** What one major knows about its parameters. */
export interface ParameterCatalog {
  readonly major: Major;
  /** Every parameter of the major, by name; those of recovery.conf included in 10 and 11. */
  readonly parameters: Iterable<Parameter>;
  /** Looks up as the server does: without case, old spellings it still maps included; not those of recovery.conf. */
  get(name: string): Parameter | undefined;
  /** A parameter of recovery.conf (10 and 11; case-sensitive). */
  recovery(name: string): Parameter | undefined;
  /** The most similar name, for "did you mean"; undefined if none is near. */
  nearest(name: string): string | undefined;
  /** All that is known of a name across majors, oldest first; [] for a name no major has. */
  history(name: string): readonly ParameterSpan[];
}
