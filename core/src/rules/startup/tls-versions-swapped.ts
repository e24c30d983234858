import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

const order = ['tlsv1', 'tlsv1.1', 'tlsv1.2', 'tlsv1.3'];

/** The lowest TLS version above the highest leaves none (`be_tls_init`; only with `ssl = on`, not checked in 12). */
export const tlsVersionsSwapped = defineRule({
  id: 'tls-versions-swapped',
  severity: 'error',
  versions: { first: 13 },
  needsCompleteServer: true,
  docs: {
    what: '`ssl_min_protocol_version` is above `ssl_max_protocol_version`.',
    why: 'No version is left to speak, so with `ssl = on` the server refuses to start. The lowest version is TLSv1.2 unless it is set.',
    how: 'Leave `ssl_max_protocol_version` empty (no limit), or raise it.',
    see: [
      'runtime-config-connection.html#GUC-SSL-MIN-PROTOCOL-VERSION',
      'runtime-config-connection.html#GUC-SSL-MAX-PROTOCOL-VERSION',
    ],
  },
  messages: {
    swapped: 'No TLS version is at least {min} and at most {max}: with ssl = on the server will not start.',
  },

  check(server, report) {
    if (!server.boolean('ssl')) return;
    const max = server.setting('ssl_max_protocol_version');
    const min = server.setting('ssl_min_protocol_version');
    const highest = order.indexOf(max.value.toLowerCase());
    if (highest < 0 || order.indexOf(min.value.toLowerCase()) <= highest || !max.at) return;
    const edits = setParameter(server, 'ssl_max_protocol_version', '');
    const fixes = [{ title: 'Set no highest TLS version', safety: 'unsafe', edits }] as const;
    const related = linesOf(server, 'ssl_min_protocol_version', 'ssl');
    report(max.at, 'swapped', { min: min.value, max: max.value }, { fixes, related });
  },

  examples: [
    {
      title: 'a highest version below the default of the lowest',
      files: {
        'postgresql.conf': `
ssl = on
ssl_max_protocol_version = 'TLSv1.1'
#                          ^^^^^^^^^ swapped
`,
      },
      fixed: {
        'postgresql.conf': `
ssl = on
ssl_max_protocol_version = ''
`,
      },
      onServer: { refusesToStart: 'could not set SSL protocol version range' },
    },
    {
      title: 'one version only',
      files: {
        'postgresql.conf': `
ssl = on
ssl_min_protocol_version = 'TLSv1.2'
ssl_max_protocol_version = 'TLSv1.2'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'without ssl nobody looks',
      files: {
        'postgresql.conf': `
ssl_min_protocol_version = 'TLSv1.3'
ssl_max_protocol_version = 'TLSv1.2'
`,
      },
      onServer: { starts: true },
    },
  ],
});
