import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits } from '../../../core/src/lint/apply-edits.ts';
import type { Diagnostic } from '../../../core/src/lint/diagnostic.ts';
import { lint } from '../../../core/src/lint/lint.ts';
import { recommended } from '../../../core/src/lint/rule-choice.ts';
import { readServer } from '../../../core/src/model/read-server.ts';
import { ruleOfOrganisation } from '../../../core/src/rules/organisation/organisation-rule.ts';
import { parseProjectFile } from '../../../project/src/project-file.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

interface Case {
  readonly rule: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
  readonly major?: 15 | 18;
}

/** What the one rule says of a server in `/s`. */
async function judge({ rule, files, major = 18 }: Case) {
  const written = { id: 'ours', message: 'We {want} it otherwise.', ...rule };
  const { organisation, problems } = parseProjectFile(JSON.stringify({ organisation: [written] }));
  assert.deepEqual(problems, []);
  const texts = new Map(Object.entries(files).map(([name, text]) => [`/s/${name}`, text]));
  const server = await readServer(inMemoryFiles(texts), '/s', { major });
  const choice = { ...recommended, organisation: organisation.map((it) => ruleOfOrganisation(it.rule)) };
  const findings = [...lint(server, choice)].flat().filter((it) => it.rule === 'ours');
  return { texts, findings };
}

function placesOf(findings: readonly Diagnostic[], texts: ReadonlyMap<string, string>): readonly string[] {
  return findings.map(({ at }) =>
    at.kind === 'file' ? (texts.get(at.uri)?.slice(at.range.start, at.range.end) ?? '') : at.kind,
  );
}

const conf = (text: string) => ({ 'postgresql.conf': text });
const hba = (text: string) => ({ 'postgresql.conf': '', 'pg_hba.conf': text });

const cases: readonly (Case & { readonly title: string; readonly found: readonly string[] })[] = [
  {
    title: 'equal in another unit',
    rule: { parameter: 'wal_keep_size', equals: '1GB' },
    files: conf('wal_keep_size = 1024MB'),
    found: [],
  },
  {
    title: 'unequal',
    rule: { parameter: 'wal_keep_size', equals: '1GB' },
    files: conf('wal_keep_size = 1'),
    found: ['1'],
  },
  {
    title: 'truth in other words',
    rule: { parameter: 'hot_standby', equals: true },
    files: conf('hot_standby = yes'),
    found: [],
  },
  {
    title: 'an old spelling',
    rule: { parameter: 'wal_level', equals: 'replica' },
    files: conf('wal_level = hot_standby'),
    found: [],
  },
  {
    title: 'a default that will do',
    rule: { parameter: 'wal_level', oneOf: ['replica', 'logical'] },
    files: conf(''),
    found: [],
  },
  { title: 'a default that will not', rule: { parameter: 'wal_keep_size', atLeast: 64 }, files: conf(''), found: [''] },
  {
    title: 'a default of a file by itself',
    rule: { parameter: 'wal_keep_size', atLeast: 64 },
    files: { 'pg_hba.conf': '' },
    found: [],
  },
  {
    title: 'at least, in units',
    rule: { parameter: 'wal_sender_timeout', atLeast: '1min' },
    files: conf("wal_sender_timeout = '60001ms'"),
    found: [],
  },
  {
    title: 'not at least',
    rule: { parameter: 'wal_sender_timeout', atLeast: '1min' },
    files: conf("wal_sender_timeout = '59s'"),
    found: ["'59s'"],
  },
  {
    title: 'a pattern',
    rule: { parameter: 'cluster_name', matches: '^pg-[0-9]+$' },
    files: conf("cluster_name = 'pg-1'"),
    found: [],
  },
  {
    title: 'not the pattern',
    rule: { parameter: 'cluster_name', matches: '^pg-[0-9]+$' },
    files: conf("cluster_name = 'pg1'"),
    found: ["'pg1'"],
  },
  {
    title: 'another role',
    rule: { parameter: 'cluster_name', equals: 'x', role: 'standby' },
    files: conf(''),
    found: [],
  },
  {
    title: 'its role',
    rule: { parameter: 'cluster_name', equals: 'x', role: 'standby' },
    files: { ...conf("cluster_name = 'y'"), 'standby.signal': '' },
    found: ["'y'"],
  },
  {
    title: 'another major',
    rule: { parameter: 'cluster_name', equals: 'x', majors: { last: 15 } },
    files: conf("cluster_name = 'y'"),
    found: [],
  },
  {
    title: 'its major',
    rule: { parameter: 'cluster_name', equals: 'x', majors: { last: 15 } },
    files: conf("cluster_name = 'y'"),
    major: 15,
    found: ["'y'"],
  },
  {
    title: 'a parameter that the major lacks',
    rule: { parameter: 'io_method', equals: 'sync' },
    files: conf(''),
    major: 15,
    found: [],
  },
  {
    title: 'methods of some records',
    rule: { hba: 'method', where: { type: 'host' }, oneOf: ['scram-sha-256'] },
    files: hba('local all all peer\nhost all all ::1/128 md5\nhost all all ::1/128 scram-sha-256\n'),
    found: ['md5'],
  },
  {
    title: 'each user of a list',
    rule: { hba: 'user', matches: '^app_' },
    files: hba('local all app_a,admin peer\n'),
    found: ['admin'],
  },
  {
    title: 'no address, nothing to say',
    rule: { hba: 'address', equals: '::1/128' },
    files: hba('local all all peer\n'),
    found: [],
  },
];

suite('rules of an organisation', () => {
  for (const it of cases) {
    test(it.title, async () => {
      const { findings, texts } = await judge(it);
      assert.deepEqual(placesOf(findings, texts), it.found);
      for (const { message, severity, group } of findings)
        assert.deepEqual([message, severity, group], ['We {want} it otherwise.', 'warning', 'organisation']);
    });
  }

  const fixes: readonly (Case & { readonly title: string; readonly fixed: Readonly<Record<string, string>> })[] = [
    {
      title: 'a value',
      rule: { parameter: 'wal_keep_size', atLeast: '1GB', fix: '1GB' },
      files: conf('wal_keep_size = 1 # why\n'),
      fixed: conf('wal_keep_size = 1GB # why\n'),
    },
    {
      title: 'a line that was not there',
      rule: { parameter: 'wal_keep_size', atLeast: '1GB', fix: '1GB' },
      files: conf('#wal_keep_size = 0\n'),
      fixed: conf('#wal_keep_size = 0\nwal_keep_size = 1GB\n'),
    },
    {
      title: 'a field',
      rule: { hba: 'method', equals: 'scram-sha-256', fix: 'scram-sha-256' },
      files: hba('host all all ::1/128 md5\n'),
      fixed: { 'pg_hba.conf': 'host all all ::1/128 scram-sha-256\n' },
    },
    {
      title: 'a word that needs quotes',
      rule: { hba: 'user', equals: 'a b', fix: 'a b' },
      files: hba('local all all peer\n'),
      fixed: { 'pg_hba.conf': 'local all "a b" peer\n' },
    },
  ];
  for (const it of fixes) {
    test(`the fix writes ${it.title}`, async () => {
      const { findings, texts } = await judge(it);
      const edits = findings.flatMap(({ fixes: offered }) => offered.flatMap((fix) => fix.edits));
      const written = [...applyEdits(texts, edits)].map(([uri, text]) => [uri.slice(3), text]);
      assert.deepEqual(Object.fromEntries(written), it.fixed);
    });
  }
});
