/** A connection that somebody would like to make. */
export interface ConnectionAttempt {
  /** Over a Unix socket of the server's machine, or over TCP. */
  readonly type: 'local' | 'host';
  /** Encrypted by TLS. */
  readonly tls: boolean;
  /** Encrypted by GSSAPI. */
  readonly gss: boolean;
  /** '': that of the user's name, as the server has it. Undefined: physical replication, which asks for no database. */
  readonly database: string | undefined;
  /** A role that exists. */
  readonly user: string;
  /** The roles the user is a member of, directly or not. Undefined: not known. */
  readonly roles?: readonly string[];
  /** The numeric address of the client. Undefined: not known. */
  readonly address?: string;
  /**
   * The host name that the server's resolver gives for the address, if it leads back to it; '' if there is none.
   * Undefined: not known.
   */
  readonly hostName?: string;
}

/** Whether a part of a record fits an attempt; `unknown`: files cannot tell. */
export interface Fit {
  readonly fits: 'yes' | 'no' | 'unknown';
  /** In words; '' where it fits. */
  readonly reason: string;
}

export const fit: Fit = { fits: 'yes', reason: '' };

export function misfit(reason: string): Fit {
  return { fits: 'no', reason };
}

export function cannotBeKnown(reason: string): Fit {
  return { fits: 'unknown', reason };
}

/** A word of a file or an attempt, as it is shown in a reason. */
export function shown(word: string): string {
  return `"${word.length > 40 ? `${word.slice(0, 39)}…` : word}"`;
}
