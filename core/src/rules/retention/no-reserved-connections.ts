import { defineRule } from '../rule.ts';

/** The last door in an outage. */
export const noReservedConnections = defineRule({
  id: 'no-reserved-connections',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`superuser_reserved_connections` is 0.',
    why: 'When clients have taken all connections, as they do while something is stuck, no administrator gets in either, and only a restart helps.',
    how: 'Keep at least the default of 3.',
    see: ['runtime-config-connection.html#GUC-SUPERUSER-RESERVED-CONNECTIONS'],
  },
  messages: {
    none: 'When clients take every connection, no administrator gets in either.',
  },

  check(server, report) {
    const { at } = server.setting('superuser_reserved_connections');
    if (at && server.number('superuser_reserved_connections') === 0) report(at, 'none', {});
  },

  examples: [
    {
      title: 'none',
      files: {
        'postgresql.conf': `
superuser_reserved_connections = 0
#                                ^ none
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the default',
      files: {
        'postgresql.conf': 'superuser_reserved_connections = 3\n',
      },
      onServer: { starts: true },
    },
  ],
});
