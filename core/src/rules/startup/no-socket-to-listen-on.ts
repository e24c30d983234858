import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { isBlank } from './socket-lists.ts';

/** A server without any socket cannot be reached, and does not start (`PostmasterMain`). */
export const noSocketToListenOn = defineRule({
  id: 'no-socket-to-listen-on',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`listen_addresses` and `unix_socket_directories` are both empty.',
    why: 'Nobody could connect, so the server refuses to start.',
    how: "Name an address to listen on: `'*'` for all, `localhost` for this machine. A standby connects to its primary over TCP.",
    see: [
      'runtime-config-connection.html#GUC-LISTEN-ADDRESSES',
      'runtime-config-connection.html#GUC-UNIX-SOCKET-DIRECTORIES',
    ],
  },
  messages: {
    noSocket: 'Neither an address nor a socket directory to listen on: the server will not start.',
  },

  check(server, report) {
    const sockets = server.setting('unix_socket_directories');
    const addresses = server.setting('listen_addresses');
    const { major } = server.catalog;
    if (!sockets.at || !addresses.at || !isBlank(sockets.value, major) || !isBlank(addresses.value, major)) return;
    const edits = setParameter(server, 'listen_addresses', 'localhost');
    const fixes = [{ title: 'Listen on localhost', safety: 'unsafe', edits }] as const;
    report(addresses.at, 'noSocket', {}, { fixes, related: linesOf(server, 'unix_socket_directories') });
  },

  examples: [
    {
      title: 'nothing to listen on',
      files: {
        'postgresql.conf': `
listen_addresses = ''
#                  ^^ noSocket
unix_socket_directories = ''
`,
      },
      fixed: {
        'postgresql.conf': `
listen_addresses = localhost
unix_socket_directories = ''
`,
      },
      onServer: { refusesToStart: 'no socket created for listening' },
    },
    {
      title: 'TCP only',
      files: {
        'postgresql.conf': `
listen_addresses = 'localhost'
unix_socket_directories = ''
`,
      },
      onServer: { starts: true },
    },
  ],
});
