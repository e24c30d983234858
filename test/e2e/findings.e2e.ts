import assert from 'node:assert/strict';
import { languages, type TextDocument } from 'vscode';
import { screenshot } from './screenshot.ts';
import { eventually, finding, findingsOf, open } from './support.ts';

function has(document: TextDocument, ...wanted: readonly string[]): Promise<true> {
  return eventually(`${wanted.join(', ')} among ${findingsOf(document).join(', ')}`, () => {
    const found = findingsOf(document);
    return wanted.every((it) => found.includes(it)) && true;
  });
}

suite('findings', () => {
  test('the classic mistakes are marked where they stand', async () => {
    const { document } = await open('primary/postgresql.conf');
    await has(
      document,
      '20 Error invalid-number "512mb"',
      '31 Error removed-parameter "checkpoint_segments"',
      '42 Error removed-parameter "wal_keep_segments"',
      '44 Error invalid-number "60sec"',
      '47 Information synchronous-commit-off-is-not-asynchronous "off"',
      '58 Error unknown-parameter "log_min_duration_statment"',
      '66 Error value-out-of-range "20000"',
    );
    await screenshot('primary-findings');
  });

  test('so are those of pg_hba.conf and of recovery.conf', async () => {
    const hba = await open('primary/pg_hba.conf');
    await eventually(`errors in pg_hba.conf among ${findingsOf(hba.document)}`, () => {
      const lines = findingsOf(hba.document).filter((it) => it.includes('Error'));
      return [10, 11, 12, 16].every((line) => lines.some((it) => it.startsWith(`${line} `)));
    });
    await screenshot('hba-findings');
    const recovery = await open('standby2/recovery.conf');
    await eventually('recovery.conf is refused', () =>
      findingsOf(recovery.document).some((it) => it.includes('Error')),
    );
    await screenshot('recovery-conf');
  });

  test('files that are not open are judged too', async () => {
    await eventually('findings of standby2/postgresql.conf', () =>
      languages
        .getDiagnostics()
        .some(([uri, found]) => uri.path.endsWith('/standby1/postgresql.conf') && found.length > 0),
    );
  });

  test('each finding has its code and a link to the page of its rule', async () => {
    const { document } = await open('primary/postgresql.conf');
    const { code } = await finding(document, 'removed-parameter');
    assert.ok(typeof code === 'object');
    assert.match(code.target.toString(), /removed-parameter/);
  });
});
