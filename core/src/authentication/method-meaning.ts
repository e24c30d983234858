import type { Major } from '../catalog/parameter.ts';
import type { HbaRecord } from '../syntax/hba.ts';

/** What becomes of an attempt whose record is found. `asked`: it has to prove who it is. */
export type ConnectionOutcome = 'admitted' | 'asked' | 'refused';

/** What a record's method does with an attempt. */
export interface MethodMeaning {
  readonly outcome: ConnectionOutcome;
  /** One or more sentences. */
  readonly meaning: string;
}

const meanings: Readonly<Record<string, string>> = {
  trust: 'Let in without any proof.',
  reject: 'Turned away.',
  'scram-sha-256': 'Asked for a password by SCRAM. A password that is stored as an MD5 hash cannot be proved that way.',
  md5: 'Asked for a password: by SCRAM if it is stored so, else by MD5.',
  password: 'Asked for a password, which is sent as clear text.',
  peer: 'Let in if the operating system knows the user at the other end of the socket by this name.',
  ident: "Let in if the ident server of the client's machine gives this name.",
  gss: 'Asked for a Kerberos ticket (GSSAPI).',
  sspi: 'Asked for a Windows sign-on (SSPI).',
  cert: 'Asked for a TLS client certificate of this name.',
  ldap: 'Asked for a password as clear text, which an LDAP server then checks.',
  radius: 'Asked for a password as clear text, which a RADIUS server then checks.',
  pam: 'Asked for a password as clear text, which PAM then checks.',
  bsd: 'Asked for a password as clear text, which BSD authentication then checks.',
  oauth: 'Asked for a bearer token (OAuth), which a validator module then checks.',
};

/** What options add to the proof: a certificate besides, or names that a map translates. */
function additions({ method, options }: HbaRecord, major: Major): readonly string[] {
  const value = (name: string) => options.findLast((option) => option.name === name)?.value;
  const added: string[] = [];
  const certificate = value('clientcert');
  const isAsked = major <= 11 ? certificate === '1' : !['0', 'no-verify', undefined].includes(certificate);
  if (isAsked && method.text !== 'cert') added.push('A TLS client certificate is needed besides.');
  const map = value('map');
  if (map !== undefined) added.push(`The name is translated by the map "${map}" of pg_ident.conf.`);
  return added;
}

/** What a record does with an attempt that it takes. */
export function methodMeaning(record: HbaRecord, major: Major): MethodMeaning {
  const { text } = record.method;
  // On a Unix socket ident is another word for peer (hba.c:parse_hba_line).
  const method = text === 'ident' && record.type.text === 'local' ? 'peer' : text;
  const added = method === 'reject' ? [] : additions(record, major);
  const isAdmitted = method === 'trust' && !added.some((sentence) => sentence.includes('certificate'));
  const outcome = method === 'reject' ? 'refused' : isAdmitted ? 'admitted' : 'asked';
  return { outcome, meaning: [meanings[method] ?? `Has to pass ${method}.`, ...added].join(' ') };
}
