import type { ServerConfig } from '../../model/server-config.ts';
import { fileOrigin } from '../../model/server-config.ts';
import type { HbaRecord } from '../../syntax/hba.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** The items of a list of paths (`SplitDirectoriesString`), quotes taken off; undefined where an item is empty. */
function splitPaths(text: string): readonly string[] | undefined {
  if (text.trim() === '') return [];
  const items = text.split(',').map((item) => item.trim());
  if (items.includes('')) return undefined;
  return items.map((item) => (/^".*"$/.test(item) ? item.slice(1, -1).replaceAll('""', '"') : item));
}

/** Whether the libraries that are allowed leave an oauth record without its validator (`check_oauth_validator`). */
function lacksValidator(
  server: ServerConfig,
  { options }: HbaRecord,
): 'noLibrary' | 'oneOfMany' | 'notAllowed' | undefined {
  const setting = server.setting('oauth_validator_libraries');
  if (!setting.at && !server.complete) return undefined;
  const libraries = splitPaths(setting.value);
  if (!libraries || libraries.length === 0) return 'noLibrary';
  const validator = options.findLast(({ name }) => name === 'validator')?.value;
  if (validator === undefined) return libraries.length === 1 ? undefined : 'oneOfMany';
  return libraries.includes(validator) ? undefined : 'notAllowed';
}

/** A method that the server takes only beside a setting of postgresql.conf. */
export const hbaMethodNeedsSetting = defineRule({
  id: 'hba-method-needs-setting',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A record uses `oauth` without a validator library that is allowed, or `md5` while `db_user_namespace` is on.',
    why: 'The server refuses the record: it does not start, and at a reload it keeps all its old records.',
    how: 'Name the library in `oauth_validator_libraries` (and in `validator=` if there are several); for names with databases use `password` over TLS, or give up `db_user_namespace`.',
    see: ['runtime-config-connection.html#GUC-OAUTH-VALIDATOR-LIBRARIES', 'auth-oauth.html'],
  },
  messages: {
    noLibrary: 'oauth needs a library in oauth_validator_libraries: the server does not start with this record.',
    oneOfMany: 'With several oauth_validator_libraries a record needs validator=…: the server does not start.',
    notAllowed: 'Its validator is not in oauth_validator_libraries: the server does not start with this record.',
    namespace: 'md5 does not go with db_user_namespace = on: the server does not start with this record.',
  },

  check(server, report) {
    for (const record of server.hba) {
      const at = fileOrigin(record.uri, record.method.range);
      if (record.method.text === 'oauth') {
        const lack = lacksValidator(server, record);
        if (lack) report(at, lack, {}, { related: linesOf(server, 'oauth_validator_libraries') });
      }
      if (record.method.text !== 'md5' || !server.catalog.get('db_user_namespace')) continue;
      if (server.boolean('db_user_namespace'))
        report(at, 'namespace', {}, { related: linesOf(server, 'db_user_namespace') });
    }
  },

  examples: [
    {
      title: 'a validator that is not allowed, and none where there are two',
      majors: { first: 18 },
      files: {
        'postgresql.conf': `
oauth_validator_libraries = 'one, two'
`,
        'pg_hba.conf': `
host  all  all  samenet  oauth  issuer=https://sso.example scope=db validator=three
#                        ^^^^^ notAllowed
host  all  all  samenet  oauth  issuer=https://sso.example scope=db
#                        ^^^^^ oneOfMany
host  all  all  samenet  oauth  issuer=https://sso.example scope=db validator=two
`,
      },
      onServer: { refusesToStart: 'oauth_validator_libraries' },
    },
    {
      title: 'no library at all',
      majors: { first: 18 },
      files: {
        'postgresql.conf': `
port = 5432
`,
        'pg_hba.conf': `
host  all  all  samenet  oauth  issuer=https://sso.example scope=db
#                        ^^^^^ noLibrary
`,
      },
      onServer: { refusesToStart: 'oauth_validator_libraries' },
    },
    {
      title: 'names with databases, up to 16',
      majors: { first: 10, last: 16 },
      files: {
        'postgresql.conf': `
db_user_namespace = on
`,
        'pg_hba.conf': `
host  all  all  samenet  md5
#                        ^^^ namespace
`,
      },
      onServer: { refusesToStart: 'db_user_namespace' },
    },
    {
      title: 'md5 without names with databases',
      files: {
        'pg_hba.conf': `
host  all  all  samenet  md5
`,
      },
      onServer: { starts: true },
    },
  ],
});
