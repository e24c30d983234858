import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type SwitchRequest, standbyNames } from '../../../core/src/actions/switch-replication.ts';
import {
  anyOf,
  asynchronous,
  carryOut,
  conninfo,
  firstOf,
  folder,
  readAll,
  type Texts,
} from '../../support/switches.ts';

suite('switch to synchronous: the primary', () => {
  const check = (title: string, conf: Texts, request: SwitchRequest, expected: Texts) =>
    test(title, async () => {
      const { changed } = await carryOut(folder('primary', conf), request);
      assert.deepEqual(changed, folder('primary', expected));
    });

  check('a line at the end where nothing is set', { 'postgresql.conf': 'port = 5432\n' }, anyOf(1, 's1', 's2'), {
    'postgresql.conf': "port = 5432\nsynchronous_standby_names = 'ANY 1 (s1, s2)'\n",
  });
  check(
    'below the commented default',
    { 'postgresql.conf': "#synchronous_standby_names = ''\t# off\n#hot_standby = on\n" },
    firstOf(1, 's1'),
    {
      'postgresql.conf':
        "#synchronous_standby_names = ''\t# off\nsynchronous_standby_names = 'FIRST 1 (s1)'\n#hot_standby = on\n",
    },
  );
  check(
    'a line that is set, its comment kept',
    { 'postgresql.conf': "synchronous_standby_names = '' # none\n" },
    anyOf(2, 's1', 's2', 's3'),
    { 'postgresql.conf': "synchronous_standby_names = 'ANY 2 (s1, s2, s3)' # none\n" },
  );
  check(
    'the line that wins, in postgresql.auto.conf',
    {
      'postgresql.conf': "synchronous_standby_names = 'a'\n",
      'postgresql.auto.conf': "synchronous_standby_names = ''\n",
    },
    anyOf(1, 's1', 's2'),
    { 'postgresql.auto.conf': "synchronous_standby_names = 'ANY 1 (s1, s2)'\n" },
  );
  check(
    'the line that wins, in an included file',
    {
      'postgresql.conf': "synchronous_standby_names = 'a'\ninclude_dir 'conf.d'\n",
      'conf.d/10.conf': "synchronous_standby_names = 'b'\n",
    },
    firstOf(1, 's1', 's2'),
    { 'conf.d/10.conf': "synchronous_standby_names = 'FIRST 1 (s1, s2)'\n" },
  );
  check(
    'names that need quotes, in both grammars',
    { 'postgresql.conf': '' },
    anyOf(1, 'node-1', 'any', `o'x"y\\z`, '10', 'Plain_1'),
    { 'postgresql.conf': `synchronous_standby_names = 'ANY 1 ("node-1", "any", "o''x""y\\\\z", 10, Plain_1)'\n` },
  );
  check(
    'a synchronous_commit that would not wait',
    { 'postgresql.conf': "synchronous_standby_names = ''\nsynchronous_commit = off # fast\n" },
    firstOf(1, 's1', 's2'),
    { 'postgresql.conf': "synchronous_standby_names = 'FIRST 1 (s1, s2)'\nsynchronous_commit = on # fast\n" },
  );
  check('a level that waits is kept', { 'postgresql.conf': 'synchronous_commit = remote_apply\n' }, firstOf(1, 's1'), {
    'postgresql.conf': "synchronous_commit = remote_apply\nsynchronous_standby_names = 'FIRST 1 (s1)'\n",
  });
  check(
    'what keeps standbys from connecting',
    { 'postgresql.conf': 'wal_level = minimal\nmax_wal_senders = 0\n' },
    firstOf(1, 's1'),
    { 'postgresql.conf': "wal_level = replica\nmax_wal_senders = 10\nsynchronous_standby_names = 'FIRST 1 (s1)'\n" },
  );
  check(
    'nothing where it is so already',
    { 'postgresql.conf': 'synchronous_standby_names = \'any 1 ( s1,"s2" )\'\n' },
    anyOf(1, 's1', 's2'),
    {},
  );
  check(
    'a count above the names is lowered, names are taken once',
    { 'postgresql.conf': '' },
    anyOf(9, 's1', 'S1', 's2'),
    {
      'postgresql.conf': "synchronous_standby_names = 'ANY 2 (s1, s2)'\n",
    },
  );
  check(
    'a list the server refuses is replaced',
    { 'postgresql.conf': "synchronous_standby_names = 'node-1'\n" },
    firstOf(1, 'node-1'),
    {
      'postgresql.conf': `synchronous_standby_names = 'FIRST 1 ("node-1")'\n`,
    },
  );
  check('lines that end in CR LF', { 'postgresql.conf': 'port = 1\r\n' }, firstOf(1, 's1'), {
    'postgresql.conf': "port = 1\r\nsynchronous_standby_names = 'FIRST 1 (s1)'\r\n",
  });
});

suite('switch to synchronous: what it says', () => {
  const plan = async (request: SwitchRequest) => (await carryOut({ 'primary/postgresql.conf': '' }, request)).plan;

  test('one candidate: its failure stops commits', async () => {
    const { lost, gained } = await plan(firstOf(1, 's1'));
    assert.ok(lost.some((line) => line.startsWith('When s1, the only candidate, stops')));
    assert.ok(!gained.some((line) => line.includes('may fail')));
  });

  test('a spare: both must fail', async () => {
    const { lost, gained } = await plan(anyOf(1, 's1', 's2'));
    assert.ok(lost.includes('When s1 and s2 are down together, every commit on this server hangs.'));
    assert.ok(gained.includes('1 standby may fail while commits go on.'));
  });

  test('all needed: any failure stops commits', async () => {
    const { lost } = await plan(firstOf(2, 's1', 's2'));
    assert.ok(
      lost.includes('When any one of s1 and s2 stops or cannot be reached, every commit on this server hangs.'),
    );
  });

  test('two of three', async () => {
    const { lost } = await plan(anyOf(2, 'a', 'b', 'c'));
    assert.ok(lost.includes('When 2 of a, b and c are down together, every commit on this server hangs.'));
  });

  test('a reload is enough, and names no server here are pointed out', async () => {
    const { notes, title } = await plan(firstOf(1, 's1'));
    assert.equal(title, 'Switch primary to synchronous replication: FIRST 1 (s1)');
    assert.ok(notes.some((note) => note.startsWith('A reload of primary is enough')));
    assert.ok(notes.some((note) => note.startsWith('No server here is s1')));
  });

  test('no standby chosen: nothing changes', async () => {
    const { changes, notes } = await plan(firstOf(1));
    assert.deepEqual(changes, []);
    assert.equal(notes.length, 1);
  });
});

suite('a switch writes over nothing that a template fills in', () => {
  const names = "synchronous_standby_names = '{{ standbys }}'\n";
  const texts = {
    ...folder('primary', {
      'postgresql.conf': 'include commits.conf.j2\n',
      'commits.conf.j2': `${names}synchronous_commit = local\n`,
    }),
    ...folder('s1', {
      'standby.signal': '',
      'postgresql.conf': 'include standby.conf.j2\n',
      'standby.conf.j2': "primary_conninfo = 'host={{ primary }}'\ncluster_name = '{{ name }}'\n",
    }),
  };

  test('and says where to go on', async () => {
    const { changed, plan } = await carryOut(texts, firstOf(1, 's1'));
    assert.deepEqual(changed, { 'primary/commits.conf.j2': `${names}synchronous_commit = on\n` });
    const notes = plan.notes.join('\n');
    assert.match(notes, /A template fills in synchronous_standby_names of primary: set it to 'FIRST 1 \(s1\)' where/);
    assert.match(notes, /s1 has a primary_conninfo that a template fills in: put application_name=s1 into it/);
    const back = await carryOut(texts, asynchronous);
    assert.deepEqual(back.changed, {});
    assert.match(back.plan.notes.join('\n'), /A template fills in synchronous_standby_names of primary: set it to ''/);
  });

  test('and says what hangs on a level that a template fills in', async () => {
    const level = {
      'postgresql.conf': 'include commits.conf.j2\n',
      'commits.conf.j2': 'synchronous_commit = {{ level }}\n',
    };
    const { plan } = await carryOut(folder('primary', level), firstOf(1, 's1'));
    assert.match(
      plan.notes.join('\n'),
      /A template fills in synchronous_commit of primary: with off or local there no/,
    );
  });

  test('nor takes a template part for a name', async () => {
    const [primary, ...standbys] = await readAll(texts, 18);
    assert.ok(primary);
    assert.deepEqual(
      standbyNames(primary, standbys).map(({ name }) => name),
      ['s1'],
    );
  });
});

suite('switch to asynchronous', () => {
  test('empties the line in force and nothing else', async () => {
    const texts = {
      ...folder('primary', {
        'postgresql.conf': "synchronous_standby_names = 'a'\nsynchronous_commit = on\n",
        'postgresql.auto.conf': "synchronous_standby_names = 'ANY 1 (s1, s2)'\n",
      }),
      ...folder('s1', conninfo("'host=a application_name=s1'")),
    };
    const { changed, plan } = await carryOut(texts, asynchronous);
    assert.deepEqual(changed, { 'primary/postgresql.auto.conf': "synchronous_standby_names = ''\n" });
    assert.ok(plan.notes.some((note) => note.includes('ALTER SYSTEM')));
    assert.ok(plan.lost.length > 0 && plan.gained.length > 0);
  });

  test('says what is left: a lowered synchronous_commit, a list on a standby', async () => {
    const texts = {
      'primary/postgresql.conf': "synchronous_standby_names = 's1'\nsynchronous_commit = off\n",
      ...folder('s1', { 'standby.signal': '', 'postgresql.conf': "synchronous_standby_names = 'primary'\n" }),
    };
    const { plan } = await carryOut(texts, asynchronous);
    assert.ok(plan.notes.some((note) => note.startsWith('synchronous_commit is off')));
    assert.ok(plan.notes.some((note) => note.startsWith('s1 still set')));
  });

  for (const conf of ['', "synchronous_standby_names = ''\n"]) {
    test(`changes nothing where it is so already: ${JSON.stringify(conf)}`, async () => {
      const { plan } = await carryOut({ 'primary/postgresql.conf': conf }, asynchronous);
      assert.deepEqual(plan.changes, []);
      assert.ok(plan.notes[0]?.includes('asynchronous already'));
    });
  }
});
