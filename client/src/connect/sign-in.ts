import type { Client } from 'pg';
import * as l10n from '../l10n.ts';
import type { NodeParameters } from './node-parameters.ts';
import { ConnectError } from './session.ts';

/**
 * Watches how a server lets us in, so that a password is given only where it may be, and `channel_binding=require` holds:
 * pg binds where it can, but lets in without.
 */
export class SignIn {
  readonly #server: NodeParameters;
  readonly #password: string | undefined;
  /** What the server offers or asked for with the last message; undefined before it asks for anything. */
  #bindingOffered = false;
  #finished = false;

  constructor(server: NodeParameters, password: string | undefined) {
    this.#server = server;
    this.#password = password;
  }

  /** To be called before the client connects. */
  watch({ connection }: Client): void {
    connection.on('authenticationSASL', ({ mechanisms }: { readonly mechanisms?: unknown }) => {
      this.#bindingOffered = Array.isArray(mechanisms) && mechanisms.includes('SCRAM-SHA-256-PLUS');
    });
    connection.on('authenticationSASLFinal', () => {
      this.#finished = true;
    });
  }

  /** What pg calls when the server asks for a password. */
  readonly password = (): string => {
    const { key, user, channelBinding } = this.#server;
    if (channelBinding === 'require' && !this.#bindingOffered) throw this.#notBound();
    if (this.#password === undefined || this.#password === '')
      throw new ConnectError('passwordNeeded', l10n.t('{0} asks for the password of {1}.', key, user));
    return this.#password;
  };

  /** To be called once the server has let us in: throws where it did so without the binding that is required. */
  check(): void {
    if (this.#server.channelBinding === 'require' && !(this.#bindingOffered && this.#finished)) throw this.#notBound();
  }

  #notBound(): ConnectError {
    const sentence = l10n.t(
      'channel_binding=require needs TLS and the method scram-sha-256, which {0} does not use here.',
      this.#server.key,
    );
    return new ConnectError('tls', sentence);
  }
}
