import { linesOf } from '../places.ts';
import { followedConninfo, keywordPlace } from '../primary-conninfo.ts';
import { defineRule } from '../rule.ts';
import { conninfoHosts, isThisServer } from './conninfo-hosts.ts';

/** A standby that asks itself for WAL; as a string may name several servers, all of them must be this one. */
export const conninfoToItself = defineRule({
  id: 'conninfo-to-itself',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`primary_conninfo` leads to this standby itself: its own port on the loopback, in its socket directory or at the address it listens on. A string without a host means a socket of this machine.',
    why: 'A server that streams from itself waits for WAL that only it could send. It starts, takes queries and gets no new data. A file copied from another server, a forgotten `host` and a forgotten `port` end so.',
    how: 'Write the host and the port of the primary.',
    see: ['runtime-config-replication.html#GUC-PRIMARY-CONNINFO', 'warm-standby.html#STREAMING-REPLICATION'],
  },
  messages: {
    itself: 'This is the standby itself (port {port} is its own): it streams from itself and never gets new data.',
    noHost: 'Without a host the standby looks on this machine, at port {port}, its own: it never gets new data.',
  },

  check(server, report) {
    const conninfo = followedConninfo(server);
    if (!conninfo) return;
    const hosts = conninfoHosts(conninfo);
    // Where neither port is written, that of the server may be given on its command line.
    const isPortKnown = server.setting('port').at !== undefined || conninfo.keywords.has('port');
    if (!isPortKnown && hosts.some(({ host }) => host !== '')) return;
    if (!hosts.every((it) => isThisServer(server, it))) return;
    const port = server.number('port');
    const related = linesOf(server, 'port', 'listen_addresses');
    if (hosts.some(({ host }) => host !== '')) {
      const keyword = conninfo.keywords.has('hostaddr') ? 'hostaddr' : 'host';
      report(keywordPlace(server, conninfo, keyword), 'itself', { port }, { related });
    } else report(conninfo.setting.at, 'noHost', { port }, { related });
  },

  examples: [
    {
      title: 'its own port',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
listen_addresses = '127.0.0.1'
primary_conninfo = 'host=localhost port=5432'
#                        ^^^^^^^^^ itself
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a host forgotten',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'user=replicator'
#                  ^^^^^^^^^^^^^^^^^ noHost
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the address it listens on',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
port = 5433
listen_addresses = 'localhost, 192.0.2.2'
primary_conninfo = 'postgresql://replicator@192.0.2.2:5433'
#                                           ^^^^^^^^^ itself
`,
      },
    },
    {
      title: 'another server on the same machine',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
port = 5433
primary_conninfo = 'host=localhost port=5432'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'no port written, which the command line may give',
      majors: { first: 12 },
      files: { 'standby.signal': '', 'postgresql.conf': "primary_conninfo = 'host=localhost'\n" },
      onServer: { starts: true },
    },
    {
      title: 'every server of the cluster, itself among them',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': "primary_conninfo = 'host=127.0.0.1,192.0.2.2 port=5432'\n",
      },
      onServer: { starts: true },
    },
  ],
});
