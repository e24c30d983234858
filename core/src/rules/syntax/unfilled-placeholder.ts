import { fileOrigin } from '../../model/server-config.ts';
import { textOf } from '../edits.ts';
import { defineRule } from '../rule.ts';

/** A placeholder that only a program could have filled in before the server reads the file. */
export const unfilledPlaceholder = defineRule({
  id: 'unfilled-placeholder',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A file holds a placeholder, such as `$PORT` without quotes, that the server refuses as it stands.',
    why: 'PostgreSQL puts no variables of the environment in: it does not start with the file. The file is taken for a template of `envsubst`, Terraform, Ansible or their kin that lacks a template’s name: what is written out is checked, what is to be filled in is not.',
    how: "Give a template a name that says so, such as `postgresql.conf.tmpl`, `.tftpl` or `.j2`: then nothing is said of its placeholders. A file that the server reads needs the value itself. Text in quotes, as `cluster_name = '$NAME'`, is kept by the server as it is.",
    see: ['config-setting.html#CONFIG-SETTING-CONFIGURATION-FILE'],
  },
  messages: {
    refused: 'The server refuses {part} as it stands. A template that is filled in needs a name such as *.tmpl.',
  },

  check(server, report) {
    for (const [uri, { refused }] of server.templates ?? []) {
      if (!refused) continue;
      const part = textOf(server, uri).slice(refused.start, refused.end).replace(/\s+/g, ' ');
      report(fileOrigin(uri, refused), 'refused', { part: part.length > 24 ? `${part.slice(0, 23)}…` : part });
    }
  },

  examples: [
    {
      title: 'one message, whatever else is filled in',
      files: {
        'postgresql.conf': `
cluster_name = '\${NAME}'
port = \${PORT}
#      ^^^^^^^ refused
max_connections = $MAX_CONNECTIONS
listen_addresses = '*'
`,
      },
      onServer: { refusesToStart: 'syntax error in file' },
    },
    {
      title: 'in quotes, where no such value can stand',
      files: {
        'postgresql.conf': `
max_connections = '\${MAX_CONNECTIONS}'
#                  ^^^^^^^^^^^^^^^^^^ refused
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "max_connections"' },
    },
    {
      title: 'in a record',
      files: {
        'pg_hba.conf': `
local  all          all                        peer
host   replication  replicator  \${STANDBY}/32  scram-sha-256
#                               ^^^^^^^^^^ refused
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'text that the server keeps as it is',
      files: {
        'postgresql.conf': `
cluster_name = '\${NAME}'
log_line_prefix = '$USER %m '
`,
      },
      onServer: { starts: true },
    },
  ],
});
