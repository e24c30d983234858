import type { NodeParameters } from '../connect/node-parameters.ts';
import { ConnectError, type Session } from '../connect/session.ts';

const mostTries = 3;

/** One server that wants a password. */
export interface PasswordWish {
  readonly server: NodeParameters;
  /** What was refused: its absence, or the password so far. */
  readonly error: ConnectError;
  /** Passwords that may do and were not tried, the likeliest first: typed for another host of the same profile. */
  candidates(): readonly string[];
  /** Tells the servers apart that one cancel is meant for: those of one profile and role. */
  readonly group: string;
  open(password: string): Promise<Session>;
}

/** Whether somebody else might know better: the password lacked or was refused. */
export function wantsPassword(error: unknown): error is ConnectError {
  return error instanceof ConnectError && (error.failure === 'passwordNeeded' || error.failure === 'passwordWrong');
}

/** Asks the user; undefined: cancelled. `error` says whether a password lacked or was refused. */
export type Prompt = (server: NodeParameters, error: ConnectError) => Promise<string | undefined>;

/** Asks for passwords, one after the other: VS Code shows one input at a time, and the next would close it. */
export class PasswordPrompts {
  readonly #prompt: Prompt;
  #last: Promise<unknown> = Promise.resolve();
  #queued = 0;
  /** Groups whose prompt was cancelled while others of them waited. */
  readonly #declined = new Set<string>();

  constructor(prompt: Prompt) {
    this.#prompt = prompt;
  }

  /**
   * Opens a session with a password that is asked for, and tells `accepted` of it. Throws the error of the wish where the user
   * cancels, for this server or for one of its group whose turn came before.
   */
  async ask(wish: PasswordWish, accepted: (password: string) => void): Promise<Session> {
    this.#queued++;
    const turn = this.#last.then(() => this.#ask(wish, accepted));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#queued--;
      if (this.#queued === 0) this.#declined.clear();
    }
  }

  async #ask(wish: PasswordWish, accepted: (password: string) => void): Promise<Session> {
    if (this.#declined.has(wish.group)) throw wish.error;
    let { error } = wish;
    for (const password of wish.candidates()) {
      const session = await open(wish, password);
      if (!(session instanceof ConnectError)) {
        accepted(password);
        return session;
      }
      error = session;
    }
    for (let tries = 0; tries < mostTries; tries++) {
      const typed = await this.#prompt(wish.server, error);
      if (typed === undefined) {
        this.#declined.add(wish.group);
        throw error;
      }
      const session = await open(wish, typed);
      if (!(session instanceof ConnectError)) {
        accepted(typed);
        return session;
      }
      error = session;
    }
    throw error;
  }
}

/** The session, or why the password does not do. Throws what no other password can help. */
async function open(wish: PasswordWish, password: string): Promise<Session | ConnectError> {
  try {
    return await wish.open(password);
  } catch (error) {
    if (wantsPassword(error)) return error;
    throw error;
  }
}
