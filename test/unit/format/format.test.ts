import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Major, majors } from '../../../core/src/catalog/parameter.ts';
import { formatAuthFile } from '../../../core/src/format/format-auth.ts';
import { formatConf } from '../../../core/src/format/format-conf.ts';
import { withEdits } from '../../../core/src/format/text-edit.ts';
import { parseConf } from '../../../core/src/syntax/conf.ts';
import { tokenizeAuthFile } from '../../../core/src/syntax/hba.ts';
import { readCorpus } from '../../fuzz/corpus.ts';
import { mutate } from '../../fuzz/mutate.ts';
import { Random } from '../../support/random.ts';

const conf = (text: string) => withEdits(text, formatConf(text));
const hba = (text: string, major: Major = 18) => withEdits(text, formatAuthFile(text, 'hba', major));
const ident = (text: string, major: Major = 18) => withEdits(text, formatAuthFile(text, 'ident', major));

suite('formatting postgresql.conf', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'blanks around the sign',
      'port=5432\n  work_mem  =\t4MB\nwal_level replica\n',
      'port = 5432\nwork_mem = 4MB\nwal_level = replica\n',
    ],
    [
      'comments in one column',
      'port = 1 # a\nwork_mem = 4MB\t\t# b\n\nfsync=on#c\n',
      'port = 1        # a\nwork_mem = 4MB  # b\n\nfsync = on  #c\n',
    ],
    ['comments of their own', '# a  b\n\t#port=1\n   \nport=1\n', '# a  b\n\t#port=1\n   \nport = 1\n'],
    ['quotes and what is in them', "a.b='x  #  y''z'  # w\n", "a.b = 'x  #  y''z'  # w\n"],
    ['Windows line ends', 'port=1\r\nfsync=on # a\r\n', 'port = 1\r\nfsync = on  # a\r\n'],
    ['no newline at the end', 'port=1', 'port = 1'],
    ['includes', "include   'a.conf'\ninclude_dir='b'\n", "include 'a.conf'\ninclude_dir 'b'\n"],
    ['lines that the server refuses', 'port == 1\n  = 3\nport=1\n', 'port == 1\n  = 3\nport = 1\n'],
    [
      'a line too long for the column',
      `a.b = '${'x'.repeat(70)}' # long\nport=1 # short\n`,
      `a.b = '${'x'.repeat(70)}'  # long\nport = 1  # short\n`,
    ],
    ['nothing at all', '', ''],
  ];
  for (const [title, before, after] of cases) test(title, () => assert.equal(conf(before), after));
});

suite('formatting pg_hba.conf and pg_ident.conf', () => {
  test('columns like those of initdb, the heading moved along', () => {
    const before = '# TYPE DATABASE USER ADDRESS METHOD\nlocal all all peer\nhost all all 127.0.0.1/32 md5 # me\n';
    assert.equal(
      hba(before.replace('# TYPE DATABASE USER ADDRESS METHOD', '# TYPE  DATABASE  USER  ADDRESS  METHOD')),
      [
        '# TYPE  DATABASE        USER            ADDRESS                 METHOD',
        'local   all             all                                     peer',
        'host    all             all             127.0.0.1/32            md5  # me',
        '',
      ].join('\n'),
    );
  });

  test('a long name widens its own block only', () => {
    const text = hba('host a_database_of_a_long_name all ::1/128 md5\n\nhost all all ::1/128 md5\n');
    assert.equal(text.split('\n')[0], 'host    a_database_of_a_long_name  all             ::1/128                 md5');
    assert.equal(text.split('\n')[2], 'host    all             all             ::1/128                 md5');
  });

  test('masks, options, lists and quotes stay together', () => {
    assert.equal(
      hba('host a, b "c d" 10.0.0.0 255.0.0.0 ldap ldapserver=x   ldapprefix="a b"\n'),
      'host    a, b            "c d"           10.0.0.0 255.0.0.0      ldap ldapserver=x ldapprefix="a b"\n',
    );
  });

  test('continued lines, broken lines and stray commas are left alone', () => {
    for (const text of [
      'local all \\\n  all  trust\n',
      'local  all  all  trus\n',
      'local all ,all trust\n',
      'include   x.conf\n',
    ])
      assert.equal(hba(text), text);
  });

  test('user name maps', () => {
    assert.equal(
      ident('# MAPNAME  SYSTEM-USERNAME  PG-USERNAME\nm /^(.*)@x$ \\1 # why\n'),
      [
        '# MAPNAME       SYSTEM-USERNAME         PG-USERNAME',
        'm               /^(.*)@x$               \\1  # why',
        '',
      ].join('\n'),
    );
  });
});

suite('formatting any text', () => {
  const random = new Random(20_261_123);
  const corpus = readCorpus();
  const fields = (text: string, major: Major) =>
    tokenizeAuthFile(text, major).entries.map(({ fields: all }) =>
      all.map((field) => field.map((it) => [it.text, it.quoted])),
    );

  test('means the same and is stable: postgresql.conf', () => {
    let changed = 0;
    for (let times = 0; times < 3000; times++) {
      const text = mutate(corpus.conf, 3000, random);
      const done = conf(text);
      const meaning = (of: string) => parseConf(of).entries.map(({ name, value, include }) => [name, value, include]);
      assert.deepEqual(meaning(done), meaning(text));
      assert.equal(conf(done), done, JSON.stringify(text));
      if (done !== text) changed++;
    }
    assert.ok(changed > 150, `${changed}`);
  });

  test('means the same and is stable: pg_hba.conf and pg_ident.conf', () => {
    let changed = 0;
    for (let times = 0; times < 3000; times++) {
      const major = random.pick(majors);
      const isHba = times % 2 === 0;
      const text = mutate(isHba ? corpus.hba : corpus.ident, 3000, random);
      const format = isHba ? hba : ident;
      const done = format(text, major);
      assert.deepEqual(fields(done, major), fields(text, major));
      assert.equal(format(done, major), done, JSON.stringify(text));
      if (done !== text) changed++;
    }
    assert.ok(changed > 150, `${changed}`);
  });
});
