import type { Client } from 'pg';
import * as l10n from '../l10n.ts';
import { connectError, endsConnection, plainWords, sqlState } from './connect-failures.ts';
import type { NodeParameters } from './node-parameters.ts';
import { ConnectError, type Session, StatementError, type TextRow } from './session.ts';

/** How long a graceful end may take, in milliseconds. */
const endDeadline = 1000;

/** What a session is made of. */
export interface SessionParts {
  readonly client: Client;
  readonly server: NodeParameters;
  /** Only to keep it out of messages. */
  readonly password: string | undefined;
  /** Milliseconds from sending a text to its whole answer; then the connection is cut. */
  readonly runDeadline: number;
  readonly encrypted: boolean;
}

/** A session over pg. A network that stalls cannot hold it: every wait has an end, at which the socket is destroyed. */
export class PgSession implements Session {
  readonly encrypted: boolean;
  readonly #client: Client;
  readonly #server: NodeParameters;
  readonly #password: string | undefined;
  readonly #runDeadline: number;
  readonly #waiting = new Set<(reason: ConnectError) => void>();
  #versionNumber = 0;
  #lost: ConnectError | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ client, server, password, runDeadline, encrypted }: SessionParts) {
    this.encrypted = encrypted;
    this.#client = client;
    this.#server = server;
    this.#password = password;
    this.#runDeadline = runDeadline;
    // Without these listeners a lost connection would end the whole process.
    client.on('error', (error) => this.#lose(connectError(error, server, password)));
    client.on('end', () =>
      this.#lose(new ConnectError('unreachable', l10n.t('The connection to {0} was lost.', server.key))),
    );
    client.connection.on('parameterStatus', (message: Readonly<Record<string, unknown>>) => {
      if (message['parameterName'] === 'server_version')
        this.#versionNumber = versionNumber(String(message['parameterValue']));
    });
  }

  get versionNumber(): number {
    return this.#versionNumber;
  }

  /** Connects within so many milliseconds; throws a `ConnectError`, or what pg threw, and leaves nothing open then. */
  async connect(milliseconds: number): Promise<void> {
    try {
      const { key } = this.#server;
      await this.#within(
        milliseconds,
        l10n.t('{0} did not answer within {1} s.', key, milliseconds / 1000),
        this.#client.connect(),
      );
    } catch (error) {
      this.cut(connectError(error, this.#server, this.#password));
      throw error;
    }
  }

  run(text: string): Promise<readonly (readonly TextRow[])[]> {
    const turn = this.#turn.then(() => this.#send(text));
    this.#turn = turn.then(noResult, noResult);
    return turn;
  }

  async close(): Promise<void> {
    if (this.#lost) return void this.#client.connection.stream.destroy();
    this.#lost = new ConnectError('unreachable', l10n.t('The session with {0} is closed.', this.#server.key));
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, endDeadline);
    await Promise.race([this.#client.end().catch(noResult), promise]);
    clearTimeout(timer);
    this.cut(this.#lost);
  }

  /** Destroys the socket; whatever waits gets `reason`. */
  cut(reason: ConnectError): void {
    this.#lose(reason);
    this.#client.connection.stream.destroy();
  }

  #lose(reason: ConnectError): void {
    this.#lost ??= reason;
    for (const giveUp of this.#waiting) giveUp(this.#lost);
  }

  async #send(text: string): Promise<readonly (readonly TextRow[])[]> {
    if (this.#lost) throw this.#lost;
    const { key } = this.#server;
    const late = l10n.t('{0} did not answer within {1} s, so the connection was cut.', key, this.#runDeadline / 1000);
    try {
      const answer = await this.#within(this.#runDeadline, late, this.#client.query<TextRow>(text));
      // pg answers several statements with a list, which its types do not say.
      return [answer].flat().map(({ rows }) => rows);
    } catch (error) {
      if (!endsConnection(error)) throw new StatementError(sqlState(error), this.#wordsOf(error));
      const reason = connectError(error, this.#server, this.#password);
      this.cut(reason);
      throw reason;
    }
  }

  #wordsOf(error: unknown): string {
    return plainWords(error instanceof Error ? error.message : String(error), this.#password);
  }

  /** Waits for `work`, but no longer than so many milliseconds or until the connection is cut. */
  #within<T>(milliseconds: number, late: string, work: Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const timer = setTimeout(() => this.cut(new ConnectError('timeout', late)), milliseconds);
    this.#waiting.add(reject);
    work.then(resolve, reject);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(reject);
    });
  }
}

function noResult(): void {}

/** `server_version` as a number, as libpq makes it (`pqSaveParameterStatus`): 180004 of `18.4`, 190000 of `19beta2`. */
function versionNumber(text: string): number {
  const [, first, second, third] = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text) ?? [];
  const [major, minor, patch] = [first, second, third].map((part) => Number(part ?? 0));
  return Number(major) >= 10
    ? Number(major) * 10_000 + Number(minor)
    : Number(major) * 10_000 + Number(minor) * 100 + Number(patch);
}
