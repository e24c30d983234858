import { fileOrigin, type ServerConfig } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';
import { shortened } from './hba-fields.ts';

/** The maps that there are; undefined where pg_ident.conf is not known as a whole. */
function knownMaps({ files, ident, problems }: ServerConfig): ReadonlySet<string> | undefined {
  const maps = files.filter(({ kind }) => kind === 'ident');
  // A file that may be missing here may be on the server.
  const mayHaveMore = maps.some(({ text }) => /^[ \t]*"?include_if_exists"?[ \t]/m.test(text));
  const isKnown = maps.length > 0 && !mayHaveMore && problems.every(({ kind }) => kind !== 'ident');
  return isKnown ? new Set(ident.map(({ map }) => map.text)) : undefined;
}

/** A record goes by a map that nobody has written. */
export const unknownIdentMap = defineRule({
  id: 'unknown-ident-map',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The option `map=` of a record names a map that pg_ident.conf does not have.',
    why: 'The server does not check that. Everybody whom the record takes fails to sign in; the log says `no match in usermap`.',
    how: 'Add lines for the map to pg_ident.conf, or correct its name. Names of maps count with their case.',
    see: ['auth-username-maps.html'],
  },
  messages: { missing: 'pg_ident.conf has no map "{map}": nobody can sign in by this record.' },

  check(server, report) {
    const maps = knownMaps(server);
    if (!maps) return;
    for (const { uri, options } of server.hba) {
      const option = options.findLast(({ name }) => name === 'map');
      if (!option || option.value === '' || maps.has(option.value)) continue;
      report(fileOrigin(uri, option.range), 'missing', { map: shortened(option.value) });
    }
  },

  examples: [
    {
      title: 'a file of maps that may be on the server only',
      majors: { first: 16 },
      files: {
        'pg_hba.conf': 'local all all peer map=staff\n',
        'pg_ident.conf': 'include_if_exists /etc/no-such-folder/maps.conf\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'a map that is missing, and one in another case',
      files: {
        'pg_hba.conf': `
local all all peer map=admins
#                  ^^^^^^^^^^ missing
local all all peer map=Local
#                  ^^^^^^^^^ missing
`,
        'pg_ident.conf': 'local root postgres\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'a map that there is',
      files: {
        'pg_hba.conf': 'local all all peer map=local\n',
        'pg_ident.conf': 'local root postgres\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'pg_ident.conf is not at hand',
      files: { 'pg_hba.conf': 'local all all peer map=local\n' },
      onServer: { starts: true },
    },
  ],
});
