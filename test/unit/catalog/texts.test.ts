import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { catalogFor } from '../../../core/src/catalog/catalog.ts';
import { manualPage } from '../../../core/src/catalog/manual-page.ts';
import { majors, type Parameter } from '../../../core/src/catalog/parameter.ts';
import { parameterText } from '../../../core/src/catalog/texts.ts';

/** Every parameter of every major, as the newest major that has it knows it. */
const parameters: ReadonlyMap<string, Parameter> = new Map(
  majors.flatMap((major) =>
    Array.from(catalogFor(major).parameters, (parameter) => [parameter.name, parameter] as const),
  ),
);

suite('texts about parameters', () => {
  test('every parameter of every major has a sentence of its own', () => {
    const sentences = new Set<string>();
    for (const name of parameters.keys()) {
      const summary = parameterText(name)?.summary ?? '';
      assert.match(summary, /^[A-Z`].{10,160}\.$/s, name);
      const words = summary.split(/\s+/).length;
      assert.ok(words >= 8 && words <= 26, `${name}: ${words} words`);
      sentences.add(summary);
    }
    assert.equal(sentences.size, parameters.size, 'no sentence is used twice');
  });

  test('what matters to replication is told in a few sentences, the five must-match settings with their order', () => {
    const told = [...parameters.keys()].filter((name) => parameterText(name)?.replication !== undefined);
    assert.ok(told.length >= 80);
    for (const name of told) {
      const text = parameterText(name)?.replication ?? '';
      const sentences = text.split(/[.:] /).length;
      assert.ok(sentences >= 2 && sentences <= 9 && text.endsWith('.'), name);
    }
    const mustMatch =
      'max_connections max_worker_processes max_prepared_transactions max_locks_per_transaction max_wal_senders';
    for (const name of mustMatch.split(' ')) {
      assert.match(
        parameterText(name)?.replication ?? '',
        /raise it on .*standby.* first.* lower it on the primary first/,
        name,
      );
    }
  });

  test('restart or reload agrees with the context', () => {
    for (const [name, { context }] of parameters) {
      const text = parameterText(name)?.replication ?? '';
      if (/needs a restart/i.test(text) && !/12 needs a restart/.test(text)) assert.equal(context, 'postmaster', name);
      if (/reload (is|was) enough/i.test(text)) assert.notEqual(context, 'postmaster', name);
      if (context === 'postmaster' && text !== '' && !name.startsWith('recovery_target'))
        assert.match(text, /needs a restart/i, name);
    }
  });

  test('a text is about a parameter, and a name that is none has no text', () => {
    assert.equal(parameterText('constructor'), undefined);
    assert.equal(parameterText('nonsense'), undefined);
  });

  test('the manual page follows the category and the major', () => {
    const cases = [
      ['wal_level', 16, '16/runtime-config-wal.html#GUC-WAL-LEVEL'],
      ['autovacuum', 17, '17/runtime-config-autovacuum.html#GUC-AUTOVACUUM'],
      ['autovacuum', 18, '18/runtime-config-vacuum.html#GUC-AUTOVACUUM'],
      ['tcp_keepalives_idle', 10, '10/runtime-config-connection.html#GUC-TCP-KEEPALIVES-IDLE'],
      ['DateStyle', 19, '19/runtime-config-client.html#GUC-DATESTYLE'],
    ] as const;
    for (const [name, major, page] of cases) {
      const parameter = catalogFor(major).get(name);
      assert.ok(parameter);
      assert.equal(manualPage(parameter, major), `https://www.postgresql.org/docs/${page}`);
    }
  });

  test('parameters of recovery.conf have pages of their own', () => {
    const pages = ['restore_command', 'recovery_target_xid', 'standby_mode'].map((name) => {
      const parameter = catalogFor(11).recovery(name);
      assert.ok(parameter);
      return manualPage(parameter, 11).replace(/^.*\//, '');
    });
    assert.deepEqual(pages, [
      'archive-recovery-settings.html#RESTORE-COMMAND',
      'recovery-target-settings.html#RECOVERY-TARGET-XID',
      'standby-settings.html#STANDBY-MODE',
    ]);
  });

  test('every parameter has a page', () => {
    for (const [name, parameter] of parameters) assert.match(manualPage(parameter, 19), /#/, name);
    for (const parameter of parameters.values()) assert.doesNotMatch(manualPage(parameter, 19), /runtime-config\.html/);
  });
});
