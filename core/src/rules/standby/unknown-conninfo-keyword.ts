import { looksLikeConninfo, parseConninfo } from '../../syntax/conninfo.ts';
import type { SyntaxProblem } from '../../syntax/parsed.ts';
import { defineRule, type Fix, replace } from '../rule.ts';
import { placeInValue } from '../value-place.ts';
import { removeKeyword } from './remove-keyword.ts';

function hole(problem: SyntaxProblem, name: string): string {
  return String(problem.holes[name] ?? '').slice(0, 36);
}

/** One keyword that libpq does not know, and it connects to nothing. */
export const unknownConninfoKeyword = defineRule({
  id: 'unknown-conninfo-keyword',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`primary_conninfo` holds a keyword that the libpq of this major does not know.',
    why: 'The server starts, but its WAL receiver fails with `invalid connection option` again and again. Newer programs are a common cause: `pg_basebackup -R` writes every keyword it knows itself, with its default. Which libpq a server loads depends on its packages; Debian installs the newest one for all majors.',
    how: 'Correct or remove the keyword, or install a newer libpq on the standby.',
    see: ['libpq-connect.html#LIBPQ-PARAMKEYWORDS', 'app-pgbasebackup.html'],
  },
  messages: {
    unknown: 'libpq knows no keyword "{keyword}": the server starts, but its WAL receiver never connects.',
    misspelt: 'libpq knows no "{keyword}", did you mean {nearest}? The WAL receiver never connects.',
    later: '{keyword} came with libpq {first}: with that of {major} the WAL receiver never connects.',
    former: '{keyword} is gone since libpq {gone}: with that of {major} the WAL receiver never connects.',
  },

  check(server, report) {
    const { setting, value } = server.setting('primary_conninfo');
    const { major } = server.catalog;
    if (!setting || !looksLikeConninfo(value)) return;
    const { entries, problems } = parseConninfo(value, major);
    for (const problem of problems) {
      const at = placeInValue(server, setting, problem.range);
      const keyword = hole(problem, 'keyword');
      const entry = entries.find(({ keywordRange }) => keywordRange === problem.range);
      const fixes = removeKeyword(server, setting, entry);
      if (problem.code === 'conninfoUnknownKeyword') report(at, 'unknown', { keyword }, { fixes });
      if (problem.code === 'conninfoLaterKeyword') {
        report(at, 'later', { keyword, major, first: hole(problem, 'first') }, { fixes });
      }
      if (problem.code === 'conninfoFormerKeyword') {
        report(at, 'former', { keyword, major, gone: Number(problem.holes['last']) + 1 }, { fixes });
      }
      if (problem.code !== 'conninfoMisspeltKeyword') continue;
      const nearest = hole(problem, 'nearest');
      const change: Fix = { title: `Change to ${nearest}`, safety: 'unsafe', edits: replace(at, nearest) };
      report(at, 'misspelt', { keyword, nearest }, { fixes: [change, ...fixes] });
    }
  },

  examples: [
    {
      title: 'a keyword of no libpq, and one misspelt',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'hots=127.0.0.1 port=1 colour=''blue'''
#                   ^^^^ misspelt
#                                         ^^^^^^ unknown
`,
      },
      fixed: {
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'what a pg_basebackup of 18 wrote for a standby of 12',
      majors: { first: 12, last: 12 },
      files: {
        'standby.signal': '',
        'postgresql.auto.conf': `
primary_conninfo = 'user=replicator channel_binding=prefer host=127.0.0.1 port=1'
#                                   ^^^^^^^^^^^^^^^ later
`,
        'postgresql.conf': 'hot_standby = on\n',
      },
      fixed: {
        'postgresql.auto.conf': `
primary_conninfo = 'user=replicator host=127.0.0.1 port=1'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a keyword that went away in 14',
      majors: { first: 14 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'postgresql://127.0.0.1:1/?tty=x'
#                                             ^^^ former
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'keywords of every libpq',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1 application_name=s1 keepalives_idle=60'
`,
      },
      onServer: { starts: true },
    },
  ],
});
