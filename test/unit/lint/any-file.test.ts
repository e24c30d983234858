import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { majors } from '../../../core/src/catalog/parameter.ts';
import { applyEdits, chooseFixes } from '../../../core/src/lint/apply-edits.ts';
import { lint } from '../../../core/src/lint/lint.ts';
import { readServer } from '../../../core/src/model/read-server.ts';
import { parseConf } from '../../../core/src/syntax/conf.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

const names = [
  ...['wal_level', 'wal_keep_segments', 'wal_keep_size', 'max_wal_senders', 'max_wal_sender', 'Work_Mem', 'sort_mem'],
  ...['synchronous_standby_names', 'synchronous_commit', 'primary_conninfo', 'primary_slot_name', 'restore_command'],
  ...[
    'recovery_target_time',
    'recovery_target_xid',
    'checkpoint_segments',
    'standby_mode',
    'include',
    'a.b',
    'hot_standby',
  ],
  ...['listen_addresses', 'ssl', 'fsync', 'archive_command', 'trigger_file', 'TimeZone', 'port'],
];
const values = [
  ...['on', 'of', 'minimal', 'Replica', '4mb', '1G', '5m', '10', '-1', "''", "'FIRST 3 (a, a, *)'", "'ANY 0 (a)'", '*'],
  ...[
    "'host=pg1 sslmode=verify_full password=x'",
    "'postgresql://a:b@h/d?x=1'",
    'server.crt',
    "'cp %q'",
    '1.5MB',
    '4 MB',
  ],
  ...["'2026-01-01'", "'x", '{{ value }}', "'Europe/Berlin'", 'é', "'a.conf'"],
];
const confLine = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)).map(([a, b]) => `${a} = ${b}`),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('# comment', '', '=', '#wal_level = replica') },
);
const hbaLine = fc.constantFrom(
  ...['local all all peer', 'HOST all all samenet MD5', 'host all all 10.0.0.1 md5', 'host all all all trust mapp=x'],
  ...['host @users all samenet trust', 'host /( all samenet trust', '', '# nothing', 'local all'],
);
const lines = (line: fc.Arbitrary<string>) => fc.array(line, { maxLength: 8 }).map((all) => all.join('\n'));
const folder = fc.record({
  'data/postgresql.conf': lines(confLine),
  'data/postgresql.auto.conf': lines(confLine),
  'data/recovery.conf': fc.option(lines(confLine), { nil: undefined }),
  'data/pg_hba.conf': lines(hbaLine),
  'data/standby.signal': fc.option(fc.constant(''), { nil: undefined }),
});

function textsOf(files: Readonly<Record<string, string | undefined>>): Map<string, string> {
  return new Map(Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
}

suite('any files', () => {
  test('the postgresql.conf reader takes any text, and its ranges lie inside', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), lines(confLine)), (text) => {
        const { entries, problems } = parseConf(text);
        const ranges = [...entries.flatMap((it) => [it.nameRange, it.valueRange]), ...problems.map((it) => it.range)];
        for (const { start, end } of ranges) assert.ok(0 <= start && start <= end && end <= text.length);
      }),
      { numRuns: 3000 },
    );
  });

  test('no rule fails, findings lie inside their files, and safe fixes leave nothing that is safe to fix', async () => {
    await fc.assert(
      fc.asyncProperty(folder, fc.constantFrom(...majors), async (files, major) => {
        const texts = textsOf(files);
        for (let round = 0; ; round++) {
          const server = await readServer(inMemoryFiles(texts), 'data', { major });
          const findings = [...lint(server)].flat();
          for (const { at, message } of findings) {
            assert.doesNotMatch(message, /please report/);
            assert.ok(at.kind === 'file' && at.range.end <= (texts.get(at.uri) ?? '').length);
          }
          const fixes = chooseFixes(findings, { unsafe: false });
          if (fixes.length === 0) return;
          assert.ok(round < 8, `still fixable: ${fixes.map(({ title }) => title)}`);
          for (const [uri, text] of applyEdits(
            texts,
            fixes.flatMap(({ edits }) => edits),
          )) {
            if (text === undefined) texts.delete(uri);
            else texts.set(uri, text);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });
});
