import type { ConnectionAttempt } from '../../authentication/connection-attempt.ts';
import { type ConnectionAnswer, whoMayConnect } from '../../authentication/who-may-connect.ts';
import { fileOrigin } from '../../model/server-config.ts';
import type { Link, PlacedServer } from '../../model/topology.ts';
import { conninfoList } from '../../syntax/conninfo-entry.ts';
import { linesOf } from '../places.ts';
import { keywordPlace, keywordValue, type PrimaryConninfo, primaryConninfo } from '../primary-conninfo.ts';
import { defineTopologyRule } from '../rule.ts';
import { admitStandby } from './admit-standby.ts';

const numeric = /^(?:\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:.]*)$/i;

/** Whether the connection is made with TLS, without, or one after the other. */
function encryptions(conninfo: PrimaryConninfo): readonly boolean[] {
  const mode = keywordValue(conninfo, 'sslmode') || 'prefer';
  if (mode === 'disable') return [false];
  return mode === 'allow' || mode === 'prefer' ? [true, false] : [true];
}

function insistsOnTls(conninfo: PrimaryConninfo): boolean {
  return !encryptions(conninfo).includes(false);
}

/** Without a host, and with a path for one, libpq takes a Unix socket. */
function isOverTcp(conninfo: PrimaryConninfo): boolean {
  const hosts = conninfoList(keywordValue(conninfo, 'hostaddr') || keywordValue(conninfo, 'host'));
  return hosts.length > 0 && hosts.every((host) => /^[^/@]/.test(host));
}

/** From where a standby connects, as far as the project says. */
function addressesOf({ placement }: PlacedServer): readonly string[] {
  return (placement.hosts ?? []).filter((host) => numeric.test(host));
}

/** Every way in which the standby may come in: from each of its addresses, with and without TLS. */
function attemptsOf({ downstream }: Link, conninfo: PrimaryConninfo): readonly ConnectionAttempt[] {
  const user = keywordValue(conninfo, 'user');
  const base = { user, database: undefined };
  if (!isOverTcp(conninfo)) return [{ ...base, type: 'local', tls: false, gss: false }];
  const addresses = addressesOf(downstream);
  const from = addresses.length > 0 ? addresses.map((address) => ({ address })) : [{}];
  // A client with a Kerberos ticket tries that first (12 and later); whether there is one, files do not tell.
  const mayUseGss = keywordValue(conninfo, 'gssencmode') !== 'disable';
  const ways = [
    ...encryptions(conninfo).map((tls) => ({ tls, gss: false })),
    ...(mayUseGss ? [{ tls: false, gss: true }] : []),
  ];
  return from.flatMap((it) => ways.map((way) => ({ ...base, ...it, ...way, type: 'host' as const })));
}

function isRefused({ outcome, isCertain, problems }: ConnectionAnswer): boolean {
  return outcome === 'refused' && isCertain && problems.length === 0;
}

/** The first record that fits decides (`check_hba`); `all` does not cover replication. */
export const standbyRefusedByUpstream = defineTopologyRule({
  id: 'standby-refused-by-upstream',
  severity: 'warning',
  versions: { first: 10 },
  docs: {
    what: 'The pg_hba.conf of the server that a standby streams from lets the user of its `primary_conninfo` not in.',
    why: 'The standby starts and asks again and again, and never gets any WAL. If it has a slot there, that server keeps all WAL for it meanwhile.',
    how: 'Add a record for the database `replication`, that user and the address of the standby above the record that refuses it.',
    see: ['auth-pg-hba-conf.html', 'warm-standby.html#STREAMING-REPLICATION-AUTHENTICATION'],
  },
  messages: {
    refused: 'No record of pg_hba.conf of {upstream} lets {user} replicate: this standby never gets any WAL.',
    noTls: '{upstream} has ssl off, and sslmode={mode} insists on TLS: this standby never gets any WAL.',
    rejected: 'A record of pg_hba.conf of {upstream} rejects {user}: this standby never gets any WAL.',
  },

  checkTopology({ links }, report) {
    for (const link of links) {
      const { config: standby } = link.downstream;
      const { config: upstream } = link.upstream;
      const conninfo = primaryConninfo(standby);
      // Without a user libpq takes the name of the system's.
      if (!conninfo || keywordValue(conninfo, 'user') === '' || upstream.templates) continue;
      if (!upstream.files.some(({ kind }) => kind === 'hba')) continue;
      const mode = keywordValue(conninfo, 'sslmode');
      if (insistsOnTls(conninfo) && isOverTcp(conninfo) && upstream.complete && !upstream.boolean('ssl')) {
        const related = linesOf(upstream, 'ssl');
        report(keywordPlace(standby, conninfo, 'sslmode'), 'noTls', { upstream: upstream.name, mode }, { related });
        continue;
      }
      const answers = attemptsOf(link, conninfo).map((attempt) => whoMayConnect(upstream, attempt));
      if (!answers.every(isRefused)) continue;
      const record = answers.find(({ decidedBy }) => decidedBy)?.decidedBy;
      report(
        keywordPlace(standby, conninfo, 'user'),
        record ? 'rejected' : 'refused',
        { upstream: upstream.name, user: keywordValue(conninfo, 'user').slice(0, 20) },
        {
          fixes: isOverTcp(conninfo) ? admitStandby(link.upstream, conninfo, addressesOf(link.downstream), record) : [],
          related: record ? [{ at: fileOrigin(record.uri, record.range), message: 'This record decides' }] : [],
        },
      );
    }
  },

  examples: [
    {
      title: 'all does not mean replication',
      files: {
        'primary/postgresql.conf': "listen_addresses = '*'\n",
        'primary/pg_hba.conf': 'host all all 0.0.0.0/0 scram-sha-256\n',
        'standby/standby.signal': '',
        'standby/postgresql.conf': `
primary_conninfo = 'host=primary user=replicator'
#                                     ^^^^^^^^^^ refused
`,
      },
      majors: { first: 12 },
    },
    {
      title: 'a record above the one that was meant',
      files: {
        'primary/postgresql.conf': "listen_addresses = '*'\n",
        'primary/pg_hba.conf': `
host replication all all reject
host replication replicator 10.0.0.0/8 scram-sha-256
`,
        'standby/standby.signal': '',
        'standby/postgresql.conf': `
primary_conninfo = 'host=primary user=replicator'
#                                     ^^^^^^^^^^ rejected
`,
      },
      majors: { first: 12 },
    },
    {
      title: 'the address that the project gives the standby is in no record',
      placements: { standby: { hosts: ['10.0.0.2'], upstream: 'primary' } },
      files: {
        'primary/postgresql.conf': "listen_addresses = '*'\n",
        'primary/pg_hba.conf': 'host replication replicator 10.0.0.3/32 scram-sha-256\n',
        'standby/standby.signal': '',
        'standby/postgresql.conf': `
primary_conninfo = 'host=primary user=replicator'
#                                     ^^^^^^^^^^ refused
`,
      },
      majors: { first: 14 },
      fixed: {
        'primary/pg_hba.conf': `host replication replicator 10.0.0.3/32 scram-sha-256
host replication replicator 10.0.0.2/32 scram-sha-256
`,
      },
    },
    {
      title: 'the record goes above the one that stands in its way, for the kind of passwords that there are',
      placements: { standby: { hosts: ['fd00::2'], upstream: 'primary' } },
      files: {
        'primary/postgresql.conf': 'password_encryption = md5\n',
        'primary/pg_hba.conf': `
# nobody else
host all,replication all all reject
`,
        'standby/standby.signal': '',
        'standby/postgresql.conf': `
primary_conninfo = 'host=primary user=replicator'
#                                     ^^^^^^^^^^ rejected
`,
      },
      majors: { first: 12 },
      fixed: {
        'primary/pg_hba.conf': `
# nobody else
host replication replicator fd00::2/128 md5
host all,replication all all reject
`,
      },
    },
    {
      title: 'a standby that insists on TLS, and a primary without',
      files: {
        'primary/postgresql.conf': "listen_addresses = '*'\n",
        'primary/pg_hba.conf': 'host replication replicator 10.0.0.0/8 scram-sha-256\n',
        'standby/standby.signal': '',
        'standby/postgresql.conf': `
primary_conninfo = 'host=shop-primary.example user=replicator sslmode=verify-full'
#                                                                     ^^^^^^^^^^^ noTls
`,
      },
      majors: { first: 12 },
    },
    {
      title: 'a record for connections that GSSAPI encrypts',
      files: {
        'primary/postgresql.conf': "listen_addresses = '*'\n",
        'primary/pg_hba.conf': 'hostgssenc replication replicator 10.0.0.0/8 gss\n',
        'standby/standby.signal': '',
        'standby/postgresql.conf': "primary_conninfo = 'host=primary user=replicator'\n",
      },
      majors: { first: 12 },
    },
    {
      title: 'a record for it',
      files: {
        'primary/postgresql.conf': "listen_addresses = '*'\n",
        'primary/pg_hba.conf': 'host replication replicator 10.0.0.0/8 scram-sha-256\n',
        'standby/standby.signal': '',
        'standby/postgresql.conf': "primary_conninfo = 'host=primary user=replicator'\n",
      },
      majors: { first: 12 },
    },
  ],
});
