import { followedConninfo, keywordValue } from '../primary-conninfo.ts';
import { defineRule } from '../rule.ts';

/** Without a name of its own a WAL receiver calls itself `walreceiver` (`libpqrcv_connect`; from 12 on `cluster_name` goes before). */
export const unnamedStandby = defineRule({
  id: 'unnamed-standby',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['streaming-asynchronous', 'streaming-synchronous', 'strict'],
  docs: {
    what: 'A standby has no name: neither `application_name` in `primary_conninfo` nor, from 12 on, `cluster_name`.',
    why: 'It appears as `walreceiver` in the views and the log of the primary, as all such standbys do. A name in `synchronous_standby_names` does not fit it: if commits wait for that name, they hang.',
    how: 'Add `application_name=<name>` to `primary_conninfo`, another for each standby.',
    see: [
      'runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES',
      'libpq-connect.html#LIBPQ-CONNECT-APPLICATION-NAME',
    ],
  },
  messages: {
    unnamed: 'No application_name: the primary knows this standby as "walreceiver", and cannot wait for it by name.',
  },

  check(server, report) {
    const conninfo = followedConninfo(server);
    if (!conninfo || keywordValue(conninfo, 'application_name') !== '') return;
    if (server.catalog.major >= 12 && server.setting('cluster_name').value !== '') return;
    report(conninfo.setting.at, 'unnamed', {});
  },

  examples: [
    {
      title: 'a host and nothing else',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
#                  ^^^^^^^^^^^^^^^^^^^^^^^ unnamed
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'up to 11 the name of the cluster is not sent',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': "cluster_name = 's1'\n",
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
#                  ^^^^^^^^^^^^^^^^^^^^^^^ unnamed
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a name',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1 application_name=s1'\n",
      },
      onServer: { starts: true },
    },
    {
      title: 'the name of the cluster',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
cluster_name = 's1'
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
      onServer: { starts: true },
    },
  ],
});
