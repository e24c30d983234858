import type { HbaRecord, HbaToken } from '../../syntax/hba.ts';
import { defineRule } from '../rule.ts';
import { placeOf, rewriteToken } from './hba-fields.ts';

const databaseWords = ['all', 'sameuser', 'samerole', 'samegroup', 'replication'];
const addressWords = ['all', 'samehost', 'samenet'];

/** The word that a token would be in lower case, if it is not one as it stands. */
function wordMeant({ text, quoted }: HbaToken, words: readonly string[]): string | undefined {
  const word = text.toLowerCase();
  return !quoted && text !== word && words.includes(word) ? word : undefined;
}

/** The tokens that look like special words, each with the word. */
function* almostWords({ databases, users, address }: HbaRecord) {
  const fields = [
    { kind: 'database', tokens: databases, words: databaseWords },
    { kind: 'role', tokens: users, words: ['all'] },
    { kind: 'host', tokens: address ? [address] : [], words: addressWords },
  ] as const;
  for (const { kind, tokens, words } of fields) {
    for (const token of tokens) {
      const word = wordMeant(token, words);
      if (word !== undefined) yield { kind, token, word };
    }
  }
}

/** `ALL` is no `all`. */
export const hbaKeywordCase = defineRule({
  id: 'hba-keyword-case',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A special word of pg_hba.conf is written with capitals: `ALL`, `Replication`.',
    why: 'The words count in lower case only. With capitals they are the name of a database, a role or a host, so the record takes next to nobody, and the server says nothing.',
    how: 'Write the word in lower case. If something is really called so, put it in quotes.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages: { name: 'With capitals this is a {kind} of that name: the special word is "{word}".' },

  check(server, report) {
    for (const record of server.hba) {
      for (const { kind, token, word } of almostWords(record)) {
        const fixes = rewriteToken(server, record, token, word, { title: `Write ${word}`, safety: 'unsafe' });
        report(placeOf(record, token), 'name', { kind, word }, { fixes });
      }
    }
  },

  examples: [
    {
      title: 'capitals',
      files: {
        'pg_hba.conf': `
host Replication replicator 10.0.0.0/8 scram-sha-256
#    ^^^^^^^^^^^ name
host ALL         ALL        ALL        scram-sha-256
#    ^^^ name
#                ^^^ name
#                           ^^^ name
`,
      },
      fixed: {
        'pg_hba.conf': `
host replication replicator 10.0.0.0/8 scram-sha-256
host all         all        all        scram-sha-256
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a database that is called so',
      files: { 'pg_hba.conf': 'host "ALL" App 10.0.0.0/8 scram-sha-256\n' },
      onServer: { starts: true },
    },
  ],
});
