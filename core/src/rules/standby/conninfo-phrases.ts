import type { SyntaxProblem } from '../../syntax/parsed.ts';

type Hole = (name: string) => string | number;

/** What is wrong with a connection string, by the code of the problem. */
const phrases: Readonly<Record<string, (hole: Hole) => string>> = {
  conninfoNoEquals: (hole) => `No "=" behind "${hole('token')}"`,
  conninfoOpenQuote: () => 'A quote is never closed',
  conninfoUriBracket: () => 'The "]" behind an IPv6 address is missing',
  conninfoUriEmptyHost: () => 'The IPv6 address is empty',
  conninfoUriCharacter: (hole) => `"${hole('character')}" behind an IPv6 address`,
  conninfoUriNoEquals: (hole) => `No "=" in "${hole('token')}"`,
  conninfoUriSecondEquals: (hole) => `A second "=" in "${hole('token')}"`,
  conninfoUriPercent: (hole) => `"${hole('token')}" is no percent code (write %25 for %)`,
  conninfoUriZero: () => '%00 is forbidden',
  conninfoUriSpaces: () => 'A space must be written %20',
  conninfoWord: (hole) => `${hole('keyword')} cannot be "${hole('value')}"`,
  conninfoInteger: (hole) => `${hole('keyword')} = "${hole('value')}" is no integer`,
  conninfoKeepalive: (hole) => `Linux takes ${hole('keyword')} from ${hole('min')} to ${hole('max')} only`,
  conninfoPort: (hole) => `"${hole('value')}" is no port (1 to 65535)`,
  conninfoPortCount: (hole) => `${hole('ports')} ports for ${hole('hosts')} hosts`,
  conninfoHostCount: (hole) => `${hole('hosts')} hosts for ${hole('addresses')} addresses`,
  conninfoAddress: (hole) => `"${hole('value')}" is no numeric address`,
  conninfoVersionRange: (hole) => `The range of versions ${hole('min')} to ${hole('max')} is empty`,
  conninfoWeakSslmode: (hole) => `${hole('because')} needs sslmode=${hole('needed')}`,
  conninfoAuthMethod: (hole) => `require_auth knows no "${hole('method')}"`,
  conninfoAuthTwice: (hole) => `require_auth names "${hole('method')}" twice`,
  conninfoAuthMixed: () => 'require_auth mixes methods with and without "!"',
  conninfoScramKey: (hole) => `${hole('keyword')} is not 32 bytes in base64`,
};

/** Says in a few words what is wrong; undefined for problems of keywords, which have a rule of their own. */
export function conninfoPhrase(problem: SyntaxProblem): string | undefined {
  const hole: Hole = (name) => {
    const value = problem.holes[name] ?? '';
    return typeof value === 'string' && value.length > 24 ? `${value.slice(0, 23)}…` : value;
  };
  return phrases[problem.code]?.(hole);
}
