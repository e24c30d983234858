import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lint } from '../../../core/src/lint/lint.ts';
import { everyRule } from '../../../core/src/lint/rule-choice.ts';
import { fileKindOf, isTemplateOfOurs } from '../../../core/src/model/file-kind.ts';
import { readServer } from '../../../core/src/model/read-server.ts';
import { isTemplate, readTemplate } from '../../../core/src/text/template.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

async function findings(path: string, text: string): Promise<readonly string[]> {
  const kind = fileKindOf(path.replace(/.*\//, '')) ?? 'conf';
  const files = inMemoryFiles(new Map([[path, text]]));
  const server = await readServer(files, 'data', { major: 16, fragment: { uri: path, kind } });
  assert.equal(server.files[0]?.text, text);
  return [...lint(server, everyRule)]
    .flat()
    .map(
      ({ at, rule, severity }) =>
        `${severity} ${rule} ${at.kind === 'file' ? text.slice(at.range.start, at.range.end) : ''}`,
    );
}

suite('templates', () => {
  test('are told by their names, or by their folder and parts', () => {
    for (const name of ['postgresql.conf.j2', 'pg_hba.conf.erb', 'x-postgresql.conf.tpl', 'recovery.conf.in'])
      assert.ok(isTemplateOfOurs(name) && isTemplate(name, ''), name);
    for (const name of ['postgresql.conf', 'nginx.conf.j2', 'postgresql.conf.sample', 'notes.in'])
      assert.ok(!isTemplateOfOurs(name), name);
    assert.equal(fileKindOf('pg_hba.conf.epp'), 'hba');
    assert.ok(isTemplate('chart/templates/postgresql.conf', 'port = {{ .Values.port }}\n'));
    assert.ok(!isTemplate('chart/templates/postgresql.conf', '# {{ comment }}\nport = 1\n'));
    assert.ok(!isTemplate('data/postgresql.conf', 'port = {{ .Values.port }}\n'));
  });

  test('keep each character at its place', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['a = {{ x }}\n', 'a = xxxxxxx\n'],
      ["a = '{{ x }}' # c\nb = 1\n", 'a = xxxxxxxxxxxxx\nb = 1\n'],
      ['{% if x %}\na = 1\n{% endif %}\n', '          \na = 1\n           \n'],
      ['{{ name }} = 1\n', '              \n'],
      ['a = 1\n{# b = 2\nc = 3 #}\r\nd = 4', 'a = 1\n        \n        \r\nd = 4'],
      ['# {{ managed }}\n', '# {{ managed }}\n'],
      ['a = 1 # {{ why }}\n', 'a = 1 # {{ why }}\n'],
      ["a = 'b # {{ c }}'\n", 'a = xxxxxxxxxxxxx\n'],
      [`a = @X@\nb = \${Y}\n`, 'a = xxx\nb = xxxx\n'],
    ];
    for (const [text, masked] of cases) assert.equal(readTemplate(text, true).text, masked, text);
    assert.equal(
      readTemplate('host all all <%= a %> md5\nlocal all all peer\n', false).text,
      `${' '.repeat(25)}\nlocal all all peer\n`,
    );
  });
});

suite('findings in templates', () => {
  test('literal parts are judged, as warnings', async () => {
    assert.deepEqual(await findings('t/postgresql.conf.j2', 'wal_levle = {{ x }}\nhot_standby = maybe\n'), [
      'warning unknown-parameter wal_levle',
      'warning invalid-boolean maybe',
    ]);
    assert.deepEqual(await findings('t/pg_hba.conf.erb', 'local all all peeer\nhost all all <%= @net %> nothing\n'), [
      'warning invalid-hba-method peeer',
    ]);
  });

  test('nothing is said of values that nobody knows, of what is missing, or of what is repeated', async () => {
    const text = [
      'synchronous_standby_names = \'{{ names | join(",") }}\'',
      'max_wal_senders = {{ senders }}',
      '{% for it in extra %}',
      '{{ it.name }} = {{ it.value }}',
      '{% endfor %}',
      'port = {{ port }}{{ offset }}',
      '{% if test %}',
      'work_mem = 4MB',
      '{% else %}',
      'work_mem = {{ mem }}MB',
      '{% endif %}',
      'archive_mode = on',
      '',
    ].join('\n');
    assert.deepEqual(await findings('t/postgresql.conf.j2', text), []);
    assert.deepEqual(
      await findings('t/pg_hba.conf.j2', '{% for n in nets %}\nhost all all {{ n }} md5\n{% endfor %}\n'),
      [],
    );
  });

  test('a name of another major is right under a condition, and wrong without', async () => {
    const line = 'wal_keep_segments = 64\n';
    assert.deepEqual(await findings('t/postgresql.conf.j2', line), ['warning removed-parameter wal_keep_segments']);
    for (const [open, close] of [
      ['{% if v < 13 %}', '{% endif %}'],
      ['{{- if lt .v 13 }}', '{{- end }}'],
      ['<% if @v < 13 %>', '<% end %>'],
      ['<% if $v < 13 { -%>', '<% } -%>'],
    ] as const)
      assert.deepEqual(await findings('t/postgresql.conf.erb', `${open}\n${line}${close}\n`), [], open);
    assert.equal((await findings('t/postgresql.conf.j2', `{% if a %}\n{% endif %}\n${line}`)).length, 1);
  });

  test('a fix writes over no template part', async () => {
    const text = 'wal_keep_segments = {{ n }}\n';
    const server = await readServer(inMemoryFiles(new Map([['t/postgresql.conf.j2', text]])), 't', {
      major: 16,
      fragment: { uri: 't/postgresql.conf.j2', kind: 'conf' },
    });
    const found = [...lint(server, everyRule)].flat();
    assert.equal(found.length, 1);
    assert.deepEqual(found[0]?.fixes, []);
  });
});
