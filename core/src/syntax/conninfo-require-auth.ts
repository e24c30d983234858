import type { Major } from '../catalog/parameter.ts';
import type { ConninfoEntry } from './conninfo-entry.ts';
import type { SyntaxProblem } from './parsed.ts';

const methods = ['password', 'md5', 'gss', 'sspi', 'scram-sha-256', 'none'];

/** The methods `require_auth` can name in this major. */
function requireAuthMethods(major: Major): readonly string[] {
  return major >= 18 ? [...methods, 'oauth'] : methods;
}

/** Judges the list of `require_auth` (16 on): known methods, each once, either all negated or none. */
export function checkRequireAuth(entry: ConninfoEntry, major: Major): SyntaxProblem | undefined {
  if (entry.value === '') return undefined;
  const items = entry.value.split(',');
  const problem = (code: string, method: string): SyntaxProblem => ({
    code,
    range: entry.valueRange,
    holes: { keyword: entry.keyword, value: entry.value.slice(0, 40), method: method.slice(0, 40) },
  });
  for (const [index, item] of items.entries()) {
    const negated = item.startsWith('!');
    if (negated !== items[0]?.startsWith('!')) return problem('conninfoAuthMixed', item);
    if (!requireAuthMethods(major).includes(negated ? item.slice(1) : item)) return problem('conninfoAuthMethod', item);
    if (items.indexOf(item) < index) return problem('conninfoAuthTwice', item);
  }
  return undefined;
}
