import { quoteValue } from '../edits.ts';
import { defineRule, replace } from '../rule.ts';
import { isNameList, isPathList } from './socket-lists.ts';

const lists = [
  { name: 'listen_addresses', isList: isNameList },
  { name: 'unix_socket_directories', isList: isPathList },
];

/** Both lists are taken apart when the sockets are made, after every check of the file has passed (`PostmasterMain`). */
export const invalidSocketList = defineRule({
  id: 'invalid-socket-list',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`listen_addresses` or `unix_socket_directories` is not a list of items between commas.',
    why: 'An empty item, a blank between two addresses or a quote that is not closed: the file loads, and then the server refuses to start.',
    how: 'Put exactly one comma between two items and none at the end.',
    see: [
      'runtime-config-connection.html#GUC-LISTEN-ADDRESSES',
      'runtime-config-connection.html#GUC-UNIX-SOCKET-DIRECTORIES',
    ],
  },
  messages: {
    notAList: '{name} is not a list of items between commas: the server will not start.',
  },

  check(server, report) {
    const { major } = server.catalog;
    for (const { name, isList } of lists) {
      const { at, value } = server.setting(name);
      if (!at || isList(value, major)) continue;
      const text = withoutEmptyItems(name, value);
      const fix = {
        title: `Write ${quoteValue(text)}`,
        safety: 'unsafe',
        edits: replace(at, quoteValue(text)),
      } as const;
      report(at, 'notAList', { name }, { fixes: text !== '' && isList(text, major) ? [fix] : [] });
    }
  },

  examples: [
    {
      title: 'a comma at the end',
      files: {
        'postgresql.conf': `
listen_addresses = '127.0.0.1, '
#                  ^^^^^^^^^^^^^ notAList
`,
      },
      fixed: {
        'postgresql.conf': `
listen_addresses = '127.0.0.1'
`,
      },
      onServer: { refusesToStart: 'invalid list syntax in parameter "listen_addresses"' },
    },
    {
      title: 'a blank is no comma',
      files: {
        'postgresql.conf': `
listen_addresses = '127.0.0.1 localhost'
#                  ^^^^^^^^^^^^^^^^^^^^^ notAList
`,
      },
      fixed: {
        'postgresql.conf': `
listen_addresses = '127.0.0.1, localhost'
`,
      },
      onServer: { refusesToStart: 'invalid list syntax in parameter "listen_addresses"' },
    },
    {
      title: 'an empty socket directory',
      files: {
        'postgresql.conf': `
unix_socket_directories = ',/tmp'
#                         ^^^^^^^ notAList
`,
      },
      fixed: {
        'postgresql.conf': `
unix_socket_directories = '/tmp'
`,
      },
      onServer: { refusesToStart: 'invalid list syntax in parameter "unix_socket_directories"' },
    },
    {
      title: 'blanks around a comma, quotes, and no item at all',
      files: {
        'postgresql.conf': `
listen_addresses = ' 127.0.0.1 , "localhost"'
unix_socket_directories = ''
`,
      },
      onServer: { starts: true },
    },
  ],
});

/** The items with a comma between each two. */
function withoutEmptyItems(name: string, value: string): string {
  const items = value.split(name === 'listen_addresses' ? /[,\s]+/ : /\s*,\s*/);
  return items.filter((item) => item.trim() !== '').join(', ');
}
