import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { loadProject } from '../../../project/src/load-project.ts';
import { parseProjectFile } from '../../../project/src/project-file.ts';
import { setRoleInProject } from '../../../project/src/set-role.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

/** Each problem with the text that it is about. */
function problemsIn(text: string): readonly (readonly [string, string])[] {
  return parseProjectFile(text).problems.map(({ message, range }) => [text.slice(range.start, range.end), message]);
}

const sound = `{
  // comments are allowed
  "$schema": "x",
  "servers": [{ "name": "pg1", "folder": "./primary/", "major": 16, "role": "primary" }],
  "presets": ["streaming-synchronous", "strict"],
  "rules": { "duplicate-setting": "off", "ours": "error" },
  "organisation": [
    { "id": "ours", "parameter": "wal_keep_size", "atLeast": "1GB", "message": "Keep a gigabyte.", "fix": "1GB" },
  ],
}`;

suite('pg-replication.json', () => {
  test('says what its servers are and which rules they are held against', () => {
    const file = parseProjectFile(sound);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(file.servers, [{ name: 'pg1', folder: 'primary', major: 16, role: 'primary' }]);
    assert.deepEqual(file.presets, ['streaming-synchronous', 'strict']);
    assert.deepEqual(file.severities, { 'duplicate-setting': 'off', ours: 'error' });
    assert.deepEqual(
      file.organisation.map(({ rule: { id, condition, majors } }) => ({ id, condition, majors })),
      [{ id: 'ours', condition: { atLeast: '1GB' }, majors: { first: 10, last: 19 } }],
    );
  });

  test('what is wrong is told at its place, and the rest counts', () => {
    const text = `{
      "servers": [{ "name": "a", "folder": "a", "rol": "primary" }, { "name": "b" }, 7],
      "presets": ["strict", "perfect"],
      "rules": { "duplicate-setting": "loud", "unknown-parameter": "warning" },
      "organization": []
    }`;
    const file = parseProjectFile(text);
    assert.deepEqual(file.servers, [{ name: 'a', folder: 'a' }]);
    assert.deepEqual(file.presets, ['strict']);
    assert.deepEqual(file.severities, { 'unknown-parameter': 'warning' });
    assert.deepEqual(
      problemsIn(text).map(([where]) => where),
      ['"organization"', '"rol"', '{', '7', '"perfect"', '"loud"'],
    );
    assert.match(problemsIn(text)[0]?.[1] ?? '', /did you mean organisation\?/);
  });

  test('a file that breaks off still gives what stands before', () => {
    const file = parseProjectFile('{ "presets": ["strict"], "rules": { "duplicate-setting": "off"');
    assert.deepEqual(file.presets, ['strict']);
    assert.deepEqual(file.severities, { 'duplicate-setting': 'off' });
    assert.notEqual(file.problems.length, 0);
  });

  for (const text of ['', '[]', 'null', '"x"', '{"servers": {}}', '{"rules": []}', '{"extends": [1]}', '{', '\u0000']) {
    test(`${JSON.stringify(text)} is told, and is no project`, () => {
      const file = parseProjectFile(text);
      assert.notEqual(file.problems.length, 0);
      assert.deepEqual([file.servers, file.presets, file.organisation], [[], [], []]);
    });
  }

  const wrongRules: readonly (readonly [string, string, RegExp])[] = [
    ['two conditions', '"parameter": "port", "equals": 1, "atLeast": 2', /exactly one of/],
    ['no condition', '"parameter": "port"', /exactly one of/],
    ['no subject', '"equals": 1', /parameter or an hba field/],
    ['two subjects', '"parameter": "port", "hba": "method", "equals": 1', /parameter or an hba field/],
    ['a where without records', '"parameter": "port", "where": {"type": "host"}, "equals": 1', /where/],
    ['a broken pattern', '"parameter": "port", "matches": "("', /no regular expression/],
    ['an unknown parameter', '"parameter": "wal_keep_siz", "atLeast": 2', /did you mean wal_keep_size\?/],
  ];
  for (const [title, keys, message] of wrongRules) {
    test(`a rule of the organisation with ${title} is refused`, () => {
      const text = `{"organisation": [{"id": "ours", "message": "m", ${keys}}]}`;
      assert.deepEqual(parseProjectFile(text).organisation, []);
      assert.match(problemsIn(text)[0]?.[1] ?? '', message);
    });
  }

  test('an id that is taken is refused', () => {
    const rule = (id: string) => `{"id": "${id}", "parameter": "port", "equals": 1, "message": "m"}`;
    const text = `{"organisation": [${rule('duplicate-setting')}, ${rule('ours')}, ${rule('ours')}]}`;
    assert.equal(parseProjectFile(text).organisation.length, 1);
    assert.deepEqual(
      problemsIn(text).map(([where]) => where),
      ['"duplicate-setting"', '"ours"'],
    );
  });
});

suite('servers among others', () => {
  test('says where servers stand among others', () => {
    const text =
      '{"servers":[{"name":"a","folder":"a","hosts":["a.example"],"port":5433},{"name":"b","folder":"b","upstream":"a"}]}';
    const { servers, problems } = parseProjectFile(text);
    assert.deepEqual(
      servers.map(({ placement }) => placement),
      [{ hosts: ['a.example'], port: 5433 }, { upstream: 'a' }],
    );
    assert.deepEqual(problems, []);
  });

  test('an upstream is another server of the file', () => {
    const wrong = (upstream: string) => {
      const text = `{"servers":[{"name":"a","folder":"a"},{"name":"b","folder":"b","upstream":"${upstream}"}]}`;
      return parseProjectFile(text).problems.map(({ message, range }) => [message, text.slice(range.start, range.end)]);
    };
    assert.deepEqual(wrong('c'), [['There is no server c in this file', '"c"']]);
    assert.deepEqual(wrong('b'), [['A server cannot stream from itself', '"b"']]);
    assert.deepEqual(wrong('a'), []);
  });
});

suite('project files that extend others', () => {
  const rule = (message: string) => `{"id": "ours", "parameter": "port", "equals": 1, "message": "${message}"}`;
  const files = (entries: Readonly<Record<string, string>>) => inMemoryFiles(new Map(Object.entries(entries)));

  test('the nearer word wins', async () => {
    const main = '{"extends": ["../shared/a.json", "../shared/b.json"], "rules": {"one": "off"}}';
    const disk = files({
      'shared/a.json': `{"extends": ["a.json"], "presets": ["logical"], "rules": {"one": "hint", "two": "hint"}, "organisation": [${rule('a')}]}`,
      'shared/b.json': `{"presets": ["strict"], "rules": {"two": "error"}, "organisation": [${rule('b')}]}`,
    });
    const { choice } = await loadProject(disk, 'work/pg-replication.json', main);
    assert.deepEqual(choice.presets, ['logical', 'strict']);
    assert.deepEqual(choice.severities, { one: 'off', two: 'error' });
    assert.deepEqual(
      choice.organisation.map(({ docs }) => docs.what),
      ['b'],
    );
  });

  test('what is missing or unknown is told in the file that says it', async () => {
    const main = '{"extends": ["no.json", "b.json"], "rules": {"ours": "off", "our": "off"}}';
    const disk = files({ 'work/b.json': `{"organisation": [${rule('b')}], "rules": {"nothing-like-it": "off"}}` });
    const { files: checked } = await loadProject(disk, 'work/pg-replication.json', main);
    assert.deepEqual(
      checked.map(({ uri, problems }) => [uri, ...problems.map(({ message }) => message)]),
      [
        ['work/pg-replication.json', 'There is no file no.json', 'There is no rule our: did you mean ours?'],
        ['work/b.json', 'There is no rule nothing-like-it'],
      ],
    );
  });
});

suite('writing a role into a project file', () => {
  const apply = (text: string, folder: string) =>
    setRoleInProject(text, folder, 'pg9', 'standby').reduceRight(
      (all, { range, text: written }) => all.slice(0, range.start) + written + all.slice(range.end),
      text,
    );

  test('changes the one value, comments kept', () => {
    const text = '{\n  // ours\n  "servers": [{ "name": "a", "folder": "./a/", "role": "primary" }]\n}\n';
    assert.equal(apply(text, 'a'), text.replace('primary', 'standby'));
  });

  test('adds the server that is not there', () => {
    for (const text of ['{}', '{ "servers": [] }', '{ "rules": {}, "servers": [{ "name": "a", "folder": "a" }] }']) {
      const added = parseProjectFile(apply(text, 'b')).servers.at(-1);
      assert.deepEqual(added, { name: 'pg9', folder: 'b', role: 'standby' }, text);
    }
  });

  test('leaves alone what it cannot read', () => {
    for (const text of ['[]', '', '{"servers": 3}']) assert.deepEqual(setRoleInProject(text, 'a', 'a', 'primary'), []);
  });
});
