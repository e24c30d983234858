import { insideValue } from '../places.ts';
import { defineRule } from '../rule.ts';
import { namesInForce } from './names-in-force.ts';

/** `*` takes whatever streams: backup tools and subscribers too. */
export const anyReceiverCounts = defineRule({
  id: 'any-receiver-counts',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`synchronous_standby_names` holds `*`.',
    why: 'Whatever streams WAL and confirms it counts as a standby: `pg_receivewal --synchronous`, a backup tool, a logical subscriber. A commit may then be confirmed by something that can never take over.',
    how: 'Name the standbys, each by the `application_name` of its `primary_conninfo`.',
    see: ['runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES', 'app-pgreceivewal.html'],
  },
  messages: {
    anyReceiver: '* also counts backup tools and logical subscribers: a commit may be confirmed by no real standby.',
  },

  check(server, report) {
    const list = namesInForce(server);
    const star = list?.names.find(({ text }) => text === '*');
    if (list && star) report(insideValue(server, list.at, star.range), 'anyReceiver', {});
  },

  examples: [
    {
      title: 'whoever connects',
      files: {
        'postgresql.conf': `
synchronous_standby_names = '*'
#                            ^ anyReceiver
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'named standbys',
      files: { 'postgresql.conf': "synchronous_standby_names = 'ANY 1 (s1, s2)'\n" },
      onServer: { starts: true },
    },
  ],
});
