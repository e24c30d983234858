import type { Major, Parameter } from './parameter.ts';

/** What is found out about a value of a parameter of the major's catalogue. */
type Find<Found> = (parameter: Parameter, value: string, major: Major) => Found;

/**
 * The same question, answered at once where the value is the one that was last asked about for that parameter: servers are
 * read anew with every keystroke, and most files say the same of a parameter.
 */
export function rememberLast<Found>(find: Find<Found>): Find<Found> {
  const last = new Map<Parameter, { readonly value: string; readonly found: Found }>();
  return (parameter, value, major) => {
    const known = last.get(parameter);
    if (known?.value === value) return known.found;
    const found = find(parameter, value, major);
    last.set(parameter, { value, found });
    return found;
  };
}
