/** One row of an answer: every value as the server wrote it, null for NULL. */
export type TextRow = Readonly<Record<string, string | null>>;

/** `observe` is read-only; `act` may write and may wait longer (a promotion takes its time). */
export type SessionPurpose = 'observe' | 'act';

/** One connection to one server, bounded by timeouts, that says who we are in `application_name`. */
export interface Session {
  /** Of the server, as in `server_version_num`: 180004. */
  readonly versionNumber: number;
  /** Whether the connection is encrypted. */
  readonly encrypted: boolean;
  /**
   * Sends one text in one round trip and returns the rows of each statement in it.
   * Throws a `ConnectError` when the connection is lost or the time is up (the session is closed then) and a
   * `StatementError` when the server refuses.
   */
  run(text: string): Promise<readonly (readonly TextRow[])[]>;
  /** Ends the session; a session that is closed already stays so. Never throws. */
  close(): Promise<void>;
}

/** Why no connection could be had or was lost. */
export type ConnectFailure =
  /** Nobody answers, or the network is gone. */
  | 'unreachable'
  /** Nothing came within the time. */
  | 'timeout'
  /** A password is needed and there is none. */
  | 'passwordNeeded'
  /** The password (or certificate) was not accepted. */
  | 'passwordWrong'
  /** pg_hba.conf lets nobody in this way, the role or database does not exist, too many connections. */
  | 'refused'
  /** The server is starting up, shutting down or in crash recovery. */
  | 'notReady'
  /** TLS is wanted and not there, or the certificate is not that of this host. */
  | 'tls'
  /** The connection string, service file or a file it names cannot be used. */
  | 'configuration';

/** No connection, in one sentence without a secret. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  readonly failure: ConnectFailure;

  constructor(failure: ConnectFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/** The server refused a statement; its own sentence, without a secret. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  /** SQLSTATE, `42501` for a missing right. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
