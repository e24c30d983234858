import { insideValue, linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { distinctNames, namesInForce, takesAnyStandby } from './names-in-force.ts';
import { entryOf, ownName } from './own-name.ts';

/** One list for all servers is fine while it is long enough without the server that reads it. */
export const synchronousNamesItself = defineRule({
  id: 'synchronous-names-itself',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`synchronous_standby_names` names the very server it is set on (the `application_name` of its `primary_conninfo`), and without that name the list is shorter than its count.',
    why: 'A server does not stream from itself. As a primary, now or after a promotion, it lacks a standby to wait for: the first commit hangs, and `statement_timeout` does not end it.',
    how: 'Name the other servers, at least one more than the count.',
    see: ['runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES', 'warm-standby.html#SYNCHRONOUS-REPLICATION'],
  },
  messages: {
    itself: 'This is the name of this server itself: as a primary it lacks a standby, and every commit hangs.',
  },

  check(server, report) {
    const list = namesInForce(server);
    const own = list && entryOf(list, ownName(server));
    if (!list || !own || takesAnyStandby(list)) return;
    const others = distinctNames(list).length - 1;
    if (others >= list.count) return;
    report(insideValue(server, list.at, own.range), 'itself', {}, { related: linesOf(server, 'primary_conninfo') });
  },

  examples: [
    {
      title: 'copied from the primary',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1 application_name=s1'
synchronous_standby_names = 's1'
#                            ^^ itself
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a list of all three servers, one of which must confirm',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1 application_name=s1'
synchronous_standby_names = 'ANY 1 (s1, s2, s3)'
`,
      },
      onServer: { starts: true },
    },
  ],
});
