import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { catalogFor } from '../../../core/src/catalog/catalog.ts';
import { minorParameter, minorParameters } from '../../../core/src/catalog/minor-parameters.ts';
import { majors, toMajor } from '../../../core/src/catalog/parameter.ts';

suite('looking up a parameter', () => {
  test('ignores the case of ASCII letters, as the server does', () => {
    const catalog = catalogFor(18);
    assert.equal(catalog.get('WORK_MEM'), catalog.get('work_mem'));
    assert.equal(catalog.get('datestyle')?.name, 'DateStyle');
    // A Kelvin sign becomes k in Unicode's lower case, not in the server's.
    assert.equal(catalog.get('wor\u212a_mem'), undefined);
  });

  test('finds old spellings that the server still maps', () => {
    for (const major of majors) {
      assert.equal(catalogFor(major).get('sort_mem')?.name, 'work_mem');
      assert.equal(catalogFor(major).get('Vacuum_Mem')?.name, 'maintenance_work_mem');
      assert.equal(catalogFor(major).get('ssl_ecdh_curve')?.name, major < 18 ? 'ssl_ecdh_curve' : 'ssl_groups');
    }
  });

  test('knows nothing of names of other majors, of dotted names or of the names of object members', () => {
    assert.equal(catalogFor(13).get('wal_keep_segments'), undefined);
    assert.equal(catalogFor(12).get('wal_keep_size'), undefined);
    assert.equal(catalogFor(18).get('pg_stat_statements.track'), undefined);
    assert.equal(catalogFor(18).get('constructor'), undefined);
  });

  test('tells the facts of the major', () => {
    assert.deepEqual(catalogFor(17).get('wal_keep_size'), {
      name: 'wal_keep_size',
      type: 'integer',
      unit: 'MB',
      min: 0,
      max: 2_147_483_647,
      boot: '0',
      context: 'sighup',
      category: 'Replication / Sending Servers',
    });
    assert.deepEqual(catalogFor(16).get('wal_level')?.hidden, ['archive', 'hot_standby']);
    assert.equal(catalogFor(12).get('primary_conninfo')?.context, 'postmaster');
    assert.equal(catalogFor(13).get('primary_conninfo')?.context, 'sighup');
    assert.equal(catalogFor(10).get('server_version_num')?.boot, undefined);
  });

  test('words that a library brings are known whether or not the build has it', () => {
    assert.deepEqual(catalogFor(15).get('wal_compression')?.values, ['lz4', 'off', 'on', 'pglz', 'zstd']);
    assert.equal(catalogFor(14).get('wal_compression')?.type, 'bool');
  });
});

suite('recovery.conf', () => {
  test('has parameters in 10 and 11 only, told apart by case', () => {
    assert.equal(catalogFor(11).recovery('standby_mode')?.type, 'bool');
    assert.equal(catalogFor(11).recovery('Standby_Mode'), undefined);
    assert.equal(catalogFor(12).recovery('standby_mode'), undefined);
    assert.equal(catalogFor(11).recovery('work_mem'), undefined);
  });

  test('its parameters are among those of the major, yet not found as settings of postgresql.conf', () => {
    const names = Array.from(catalogFor(10).parameters, ({ name }) => name);
    assert.equal(names.filter((name) => name === 'restore_command').length, 1);
    assert.equal(catalogFor(10).get('restore_command'), undefined);
    assert.equal(catalogFor(12).get('restore_command')?.context, 'postmaster');
  });
});

suite('did you mean', () => {
  const cases = [
    ['max_wal_sender', 'max_wal_senders'],
    ['hot_stanby', 'hot_standby'],
    ['wal_leevl', 'wal_level'],
    ['listen_address', 'listen_addresses'],
    ['Max_Conections', 'max_connections'],
    ['sync_standby_names', 'synchronous_standby_names'],
    ['shared_bufers', 'shared_buffers'],
    ['archive_comand', 'archive_command'],
    ['datestile', 'DateStyle'],
  ] as const;
  for (const [wrong, right] of cases) {
    test(`${wrong}: ${right}`, () => assert.equal(catalogFor(18).nearest(wrong), right));
  }

  test('says nothing of names that are like none, or only like one of recovery.conf', () => {
    for (const name of ['foo', 'xyzzy', '', 'my_company_setting'])
      assert.equal(catalogFor(18).nearest(name), undefined);
    assert.notEqual(catalogFor(11).nearest('standby_mod'), 'standby_mode');
  });
});

suite('history', () => {
  test('tells when a parameter came, changed and went', () => {
    const spans = catalogFor(18).history('WAL_keep_segments');
    assert.deepEqual(
      spans.map(({ first, last }) => [first, last]),
      [[10, 12]],
    );
    const compression = catalogFor(10)
      .history('wal_compression')
      .map(({ type, first }) => [type, first]);
    assert.deepEqual(compression, [
      ['bool', 10],
      ['enum', 15],
    ]);
  });

  test('begins with recovery.conf where the parameter did', () => {
    const contexts = catalogFor(18)
      .history('primary_slot_name')
      .map(({ context }) => context);
    assert.deepEqual(contexts, ['recovery', 'postmaster', 'sighup']);
  });

  test('is empty for a name that no major has', () => assert.deepEqual(catalogFor(18).history('nonsense'), []));

  test('has spans in order, without overlap, for every parameter', () => {
    for (const major of majors) {
      for (const { name } of catalogFor(major).parameters) {
        const spans = catalogFor(major).history(name);
        assert.ok(spans.some(({ first, last }) => first <= major && major <= last));
        spans.forEach((span, at) => {
          assert.ok(span.first <= span.last && (spans[at - 1]?.last ?? 0) < span.first, name);
        });
      }
    }
  });
});

suite('majors and minors', () => {
  test('toMajor takes numbers and texts', () => {
    assert.equal(toMajor('16'), 16);
    assert.equal(toMajor(10), 10);
    for (const wrong of ['9.6', '', '016', 20]) assert.equal(toMajor(wrong), undefined);
  });

  test('a parameter of some minors is not among those of the major', () => {
    for (const { name, majors: some } of minorParameters) {
      for (const major of some) assert.equal(catalogFor(major).get(name), undefined);
    }
    assert.equal(minorParameter('OUTPUT_plugin_libraries', 18)?.since, '18.6 and later');
    assert.equal(minorParameter('output_plugin_libraries', 16), undefined);
  });
});
