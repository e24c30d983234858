import { after, before, suite, test } from 'node:test';
import type { Session } from '../../client/src/connect/session.ts';
import { Observer } from '../../client/src/live/observe-server.ts';
import type { SeenServer } from '../../client/src/live/server-look.ts';
import { type Major, majors } from '../../core/src/index.ts';
import type { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { skipMajor } from '../../tools/postgres/programs.ts';
import { open } from '../support/sessions.ts';
import { type ObservedCluster, startObservedCluster } from './observed-cluster.ts';

/** What one role sees of one server. */
export interface Watched {
  readonly session: Session;
  /** Every text that was sent for a look. */
  readonly sent: readonly string[];
  look(how?: { readonly full: boolean }): Promise<SeenServer>;
}

/** A running cluster of one major and ways to look at it. */
export interface Live {
  readonly major: Major;
  readonly cluster: ObservedCluster;
  /** Opens a session, which is closed with the suite. */
  watch(server: PostgresServer, how?: { readonly user?: string; readonly database?: string }): Promise<Watched>;
}

/** One thing to be proved; majors before `first` do not have it. */
interface Proof {
  readonly first?: Major;
  readonly prove: (live: Live) => Promise<void>;
}

/** One suite for each installed major: starts the cluster, proves everything in order, and discards it. */
export function inspectCluster(title: string, proofs: Readonly<Record<string, Proof>>): void {
  for (const major of majors) {
    suite(`${title}: ${major}`, { skip: skipMajor(major) }, () => {
      const sessions: Session[] = [];
      let cluster: ObservedCluster | undefined;
      const watch: Live['watch'] = async ({ port }, { user = 'postgres', database = 'postgres' } = {}) => {
        const session = await open(`host=127.0.0.1 port=${port} user=${user} dbname=${database} sslmode=disable`);
        sessions.push(session);
        const sent: string[] = [];
        const observer = new Observer(`127.0.0.1:${port}`);
        const { versionNumber, encrypted } = session;
        const recorded: Session = {
          versionNumber,
          encrypted,
          run: (text) => {
            sent.push(text);
            return session.run(text);
          },
          close: () => session.close(),
        };
        return { session, sent, look: (options) => observer.look(recorded, options) };
      };

      before(async () => {
        cluster = await startObservedCluster(major);
      });

      after(async () => {
        for (const session of sessions) await session.close();
        await cluster?.discard();
      });

      for (const [name, { first = 10, prove }] of Object.entries(proofs)) {
        if (major < first) continue;
        test(name, async () => {
          if (!cluster) throw new Error('the cluster did not start');
          await prove({ major, cluster, watch });
        });
      }
    });
  }
}

/** The value from major `first` on, undefined before. */
export function since<Value>(first: Major, major: Major, value: Value): Value | undefined {
  return major >= first ? value : undefined;
}
