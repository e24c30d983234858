import { Client, DatabaseError } from 'pg';
import { type Session, StatementError, type TextRow } from '../../client/src/connect/session.ts';

/** A session over `pg` for tests that need no more of one. */
export class TextSession implements Session {
  readonly versionNumber: number;
  readonly encrypted = false;
  /** Every text that was sent. */
  readonly sent: string[] = [];
  readonly #client: Client;

  private constructor(client: Client, versionNumber: number) {
    this.#client = client;
    this.versionNumber = versionNumber;
  }

  static async open(port: number, { user = 'postgres', database = 'postgres' } = {}): Promise<TextSession> {
    const client = new Client({
      host: '127.0.0.1',
      port,
      user,
      database,
      application_name: 'pg-replication-test',
      types: { getTypeParser: () => (value: string) => value },
    });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    return new TextSession(client, Number(rows[0]?.server_version_num));
  }

  async run(text: string): Promise<readonly (readonly TextRow[])[]> {
    this.sent.push(text);
    try {
      return [await this.#client.query<Record<string, string | null>>(text)].flat().map(({ rows }) => rows);
    } catch (error) {
      if (error instanceof DatabaseError) throw new StatementError(error.code ?? '', error.message);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}
