import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lint } from '../../../core/src/lint/lint.ts';
import { everyRule } from '../../../core/src/lint/rule-choice.ts';
import { fileKindOf, isTemplateOfOurs } from '../../../core/src/model/file-kind.ts';
import { readServer } from '../../../core/src/model/read-server.ts';
import { isTemplate, partsOf, readTemplate } from '../../../core/src/text/template.ts';
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
    for (const name of [
      'postgresql.conf.j2',
      'pg_hba.conf.erb',
      'x-postgresql.conf.tpl',
      'recovery.conf.in',
      'postgresql.conf.tftpl',
    ])
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
      ['%{ if x }\na = 1\n%{ endif ~}\n', '         \na = 1\n           \n'],
    ];
    for (const [text, masked] of cases) assert.equal(readTemplate(text, true).text, masked, text);
    assert.equal(
      readTemplate('host all all <%= a %> md5\nlocal all all peer\n', false).text,
      `${' '.repeat(25)}\nlocal all all peer\n`,
    );
  });
});

suite('template parts', () => {
  test('are variables of the shell in capitals, with braces or without', () => {
    const text = 'a = $PORT, $user, $libdir, $$, \\$PATH, x$Y, $1, $A_1';
    assert.deepEqual(
      partsOf(text).map(({ start, end }) => text.slice(start, end)),
      ['$PORT', '$A_1'],
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
      [`%{ if v < 13 ~}`, '%{ endif ~}'],
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

suite('a file of which nothing says that it is a template', () => {
  const refused = (part: string) => `error unfilled-placeholder ${part}`;

  test('is read as one where the server refuses a template part, with one message', async () => {
    const parts = [`\${PORT}`, '$PORT', '{{ port }}', '@PORT@', '<%= port %>', `\${PORT:-5432}`];
    for (const part of parts) {
      const text = `port = ${part}\nmax_connections = ${part}\nwal_levle = 'replica'\n`;
      assert.deepEqual(await findings('pg/postgresql.conf', text), [
        refused(part),
        'warning unknown-parameter wal_levle',
      ]);
    }
    const directive = '%{ if replica }\nhot_standby = on\n%{ endif }\n';
    assert.deepEqual(await findings('pg/postgresql.conf', directive), [refused('%{ if replica }')]);
    const name = `\${NAMES}`;
    for (const value of [
      `work_mem = '${name}'`,
      `synchronous_standby_names = 'ANY 1 (${name})'`,
      `include '${name}.conf'`,
    ])
      assert.deepEqual(await findings('pg/postgresql.conf', `${value}\n`), [refused(name)], value);
  });

  test('keeps its errors where the server takes each part as it stands', async () => {
    const text = `cluster_name = '\${NAME}' # $WHY\narchive_command = 'cp %p $DIR/%f'\n#port = $PORT\nwal_level = x\n`;
    assert.deepEqual(await findings('pg/postgresql.conf', text), ['error unknown-enum-value x']);
    assert.deepEqual(await findings('pg/postgresql.conf', 'search_path = "$user"\n'), ['error conf-syntax "']);
    for (const forgotten of ['archive_command = cp $FROM $TO', 'listen_addresses = localhost,$IP', 'work_mem = $N MB'])
      assert.match(
        (await findings('pg/postgresql.conf', `${forgotten}\n`)).join(),
        /^error conf-syntax [$,]$/,
        forgotten,
      );
    assert.match((await findings('pg/postgresql.conf', 'ssl_cert_file = $DIR/a.crt\n')).join(), /^error unfilled/);
    const auto = "port = '$PORT'\n";
    assert.deepEqual(await findings('pg/postgresql.auto.conf', auto), ["error invalid-number '$PORT'"]);
    const hba = `host all all \${HOST} md5\nhost all all 10.0.0.0/8 md6\n`;
    assert.ok((await findings('pg/pg_hba.conf', hba)).includes('error invalid-hba-method md6'));
  });

  test('may hold records', async () => {
    const hba = `host all all \${NET}/24 md5\nhost all all 10.0.0.0/8 \${METHOD}\nlocal all all peeer\n`;
    const found = [refused(`\${NET}`), 'warning invalid-hba-method peeer'];
    assert.deepEqual((await findings('pg/pg_hba.conf', hba)).toSorted(), found.toSorted());
    assert.deepEqual(await findings('pg/pg_ident.conf', '$MAP\n'), [refused('$MAP')]);
  });

  test('takes nothing from the errors of the files beside it', async () => {
    const files = { 'pg/postgresql.conf': 'port = $PORT\n', 'pg/pg_hba.conf': 'local all all peeer\n' };
    const server = await readServer(inMemoryFiles(files), 'pg', { major: 16 });
    const told = [...lint(server, everyRule)].flat().map(({ severity, rule }) => `${severity} ${rule}`);
    assert.deepEqual(told.toSorted(), ['error invalid-hba-method', 'error unfilled-placeholder']);
  });
});
