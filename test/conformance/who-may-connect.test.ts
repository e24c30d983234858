import assert from 'node:assert/strict';
import { lookup, lookupService } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import {
  type ConnectionAnswer,
  type ConnectionAttempt,
  type HbaRecord,
  majors,
  readServer,
  whoMayConnect,
} from '../../core/src/index.ts';
import { PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { programsOf } from '../../tools/postgres/programs.ts';
import { eventually } from '../support/eventually.ts';
import { inMemoryFiles } from '../support/in-memory-files.ts';
import { knock } from '../support/knock.ts';
import { Random, seed } from '../support/random.ts';
import { selfSignedCertificate } from '../support/self-signed-certificate.ts';
import { attempt, forgetSome, hbaFile, namesFile, rolesSql } from './hba-attempts.ts';

const hbaFiles = 16;
const attemptsOfFile = 20;

const hasIpv6 = Object.values(networkInterfaces()).some((it) => it?.some(({ address }) => address === '::1'));
const ownAddresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.7', ...(hasIpv6 ? ['::1'] : [])];

/** The name a resolver gives for an address if it leads back to it, as the server asks for it. */
async function hostNameOf(address: string): Promise<string> {
  try {
    const { hostname } = await lookupService(address, 5432);
    const back = await lookup(hostname, { all: true });
    return back.some((it) => it.address === address) ? hostname : '';
  } catch {
    return '';
  }
}

async function startServer(major: PostgresServer['major']): Promise<PostgresServer> {
  const server = await PostgresServer.start(major, `listen_addresses = '127.0.0.1${hasIpv6 ? ', ::1' : ''}'\n`);
  const { key, certificate } = selfSignedCertificate();
  writeServerFile(join(server.data, 'server.crt'), certificate);
  writeServerFile(join(server.data, 'server.key'), key);
  writeServerFile(join(server.data, 'names'), namesFile);
  await server.query(rolesSql);
  return server;
}

/** Gives the server new files; the postmaster takes no connection before it has read them. */
async function load(server: PostgresServer, conf: string, hba: string): Promise<void> {
  writeServerFile(join(server.data, 'postgresql.auto.conf'), conf);
  writeServerFile(join(server.data, 'pg_hba.conf'), hba);
  const before = server.log.length;
  server.reload();
  await eventually(() => (server.log.slice(before).includes('received SIGHUP') ? true : undefined));
}

/** Which record decided: `line N` for one that asks for a password, else its method; `none`: no record fits. */
async function theirDecision(
  server: PostgresServer,
  { type, tls, address, database, user }: ConnectionAttempt,
): Promise<string> {
  const { port, data } = server;
  const from = address ?? '127.0.0.1';
  const to =
    type === 'local'
      ? { path: `${data}/.s.PGSQL.${port}` }
      : { host: from === '::1' ? '::1' : '127.0.0.1', port, localAddress: from };
  const before = server.log.length;
  const asked = database === undefined ? { replication: 'true', database: 'replication' } : { database };
  const knocked = await knock({ to, tls, parameters: { user, ...asked } });
  if ('admitted' in knocked) return 'trust';
  if (knocked.refusal.includes('no pg_hba.conf entry')) return 'none';
  if (knocked.refusal.includes('pg_hba.conf rejects')) return 'reject';
  assert.match(knocked.refusal, /password authentication failed/);
  return eventually(() => {
    const line = /Connection matched .*?line (\d+)/.exec(server.log.slice(before))?.[1];
    return line === undefined ? undefined : `line ${line}`;
  });
}

function decisionOf(record: HbaRecord | undefined, hba: string): string {
  if (!record) return 'none';
  const { text } = record.method;
  return text === 'password' ? `line ${hba.slice(0, record.range.start).split('\n').length}` : text;
}

/** What may have decided by our answer: all that may fit, and the first that does. */
function ourDecisions({ steps, decidedBy }: ConnectionAnswer, hba: string): readonly string[] {
  const maybe = steps.filter(({ fits }) => fits === 'unknown').map(({ record }) => record);
  return [...maybe, decidedBy].map((record) => decisionOf(record, hba));
}

/** One difference, with the records it is about. */
function difference(known: ConnectionAttempt, theirs: string, ours: readonly string[], hba: string): string {
  const shown = (decision: string) => {
    const line = /^line (\d+)$/.exec(decision)?.[1];
    return line === undefined ? decision : `${decision} (${hba.split('\n')[Number(line) - 1]})`;
  };
  return `${JSON.stringify(known)}: ${shown(theirs)}, not ${ours.map(shown).join(' or ')}`;
}

suite(`who may connect is what the server decides (seed ${seed})`, () => {
  for (const major of majors) {
    test(`${major}: hundreds of attempts`, async (t) => {
      if (!programsOf(major)) return t.skip(`PostgreSQL ${major} is not installed`);
      const hostNames = new Map(await Promise.all(ownAddresses.map(async (it) => [it, await hostNameOf(it)] as const)));
      const server = await startServer(major);
      t.after(() => server.discard());
      const random = new Random(seed + major);
      const wrong: string[] = [];
      const decisions = new Set<string>();
      let certain = 0;
      for (let file = 0; file < hbaFiles; file++) {
        // The last file is read with names of databases in those of roles, up to 16.
        const inNamespace = file === hbaFiles - 1 && major <= 16;
        const conf = `ssl = ${file === 1 ? 'off' : 'on'}\n${inNamespace ? 'db_user_namespace = on\n' : ''}`;
        const hba = hbaFile(random, major);
        await load(server, conf, hba);
        const files = inMemoryFiles({ '/s/postgresql.conf': conf, '/s/pg_hba.conf': hba, '/s/names': namesFile });
        const ours = await readServer(files, '/s', { major });
        assert.deepEqual(ours.problems, []);
        for (let count = 0; count < attemptsOfFile; count++) {
          const made = attempt(random, ownAddresses);
          const tls = made.tls && file !== 1;
          const roles = inNamespace ? [] : (made.roles ?? []);
          const known = { ...made, tls, roles, hostName: hostNames.get(made.address ?? '') ?? '' };
          const theirs = await theirDecision(server, known);
          const answer = whoMayConnect(ours, known);
          if (answer.isCertain) certain++;
          decisions.add(`${theirs} of file ${file}`);
          for (const it of [answer, whoMayConnect(ours, forgetSome(random, known))]) {
            const expected = ourDecisions(it, hba);
            if (!expected.includes(theirs)) wrong.push(difference(known, theirs, expected, hba));
          }
        }
      }
      assert.doesNotMatch(server.log, /was not reloaded|not supported by this build/);
      assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} attempts differ`);
      const attempts = hbaFiles * attemptsOfFile;
      t.diagnostic(`${attempts} attempts, ${certain} certain, ${decisions.size} different decisions`);
      assert.ok(certain > attempts * 0.6, `only ${certain} of ${attempts} answers are certain`);
      assert.ok(decisions.size > 50, `only ${decisions.size} different records decided`);
    });
  }
});
