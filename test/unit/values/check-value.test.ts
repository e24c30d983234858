import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { catalogFor } from '../../../core/src/catalog/catalog.ts';
import { type Major, majors } from '../../../core/src/catalog/parameter.ts';
import { checkValue } from '../../../core/src/values/check-value.ts';

/** The code of what is wrong with a value; 'ok' if nothing is. */
function verdict(name: string, value: string, major: Major = 18): string {
  const catalog = catalogFor(major);
  const parameter = catalog.get(name) ?? catalog.recovery(name);
  assert.ok(parameter, `${name} is a parameter of ${major}`);
  return checkValue(parameter, value, major)?.code ?? 'ok';
}

type Row = readonly [name: string, value: string, code: string, major?: Major];

/** Each row was put to a real server of its major (18 where none is said). */
const tables: Readonly<Record<string, readonly Row[]>> = {
  switches: [
    ['hot_standby', 'TR', 'ok'],
    ['hot_standby', 'of', 'ok'],
    ['hot_standby', 'o', 'notBoolean'],
    ['hot_standby', '01', 'notBoolean'],
    ['hot_standby', ' on', 'notBoolean'],
    ['default_with_oids', 'on', 'onlyOff', 12],
    ['standard_conforming_strings', 'off', 'onlyOn', 19],
  ],
  'whole numbers': [
    ['port', '05432', 'ok'],
    ['port', '0x1538', 'ok'],
    ['port', '5432.5', 'ok'],
    ['port', '5432.5', 'noFraction', 11],
    ['port', '5e3', 'noFraction', 10],
    ['port', '.5', 'outOfRange'],
    ['port', ' .5', 'notInteger'],
    ['port', '08.5', 'unitNotAllowed'],
    ['port', '0x1p3', 'unitNotAllowed'],
    ['port', 'nan', 'notInteger'],
    ['work_mem', '99999999999', 'tooLarge'],
    ['work_mem', '63.5', 'ok'],
    ['work_mem', '63.4', 'outOfRange'],
    ['work_mem', '65536B', 'ok', 11],
    ['work_mem', '65536B', 'unknownUnit', 10],
    ['work_mem', '4mb', 'unknownUnit'],
    ['work_mem', '2048GB', 'tooLarge'],
    ['checkpoint_timeout', '5m', 'unknownUnit'],
    ['notify_buffers', '20', 'notMultiple', 17],
    ['vacuum_buffer_usage_limit', '64', 'notZeroOrRange', 16],
    ['io_max_concurrency', '0', 'notZero'],
  ],
  'other numbers': [
    ['seq_page_cost', '1.7976931348623157e308', 'ok'],
    ['seq_page_cost', '1e-400', 'notNumber'],
    ['seq_page_cost', 'inf', 'outOfRange'],
    ['seq_page_cost', '0x1.8', 'ok'],
    ['vacuum_cost_delay', '500us', 'ok', 12],
    ['seed', 'nan', 'notNumber'],
  ],
  words: [
    ['wal_level', 'HOT_STANDBY', 'ok'],
    ['wal_level', 'min', 'notInEnum'],
    ['password_encryption', 'on', 'ok', 13],
    ['password_encryption', 'on', 'notInEnum', 14],
    ['log_connections', 't', 'ok', 17],
    ['log_connections', 't', 'badWord'],
    ['log_connections', 'on,receipt', 'wordAlone'],
    ['log_min_messages', 'warning, backend:debug1', 'ok', 19],
    ['log_min_messages', 'backend:debug1', 'needsDefaultLevel', 19],
    ['log_min_messages', 'warning, error', 'twice', 19],
    ['log_destination', 'jsonlog', 'badWord', 14],
    ['DateStyle', 'iso, mdy, ISO', 'ok'],
    ['DateStyle', 'iso, sql', 'conflictingWords'],
    ['DateStyle', 'postgresql, european', 'ok'],
    ['transaction_isolation', 'SERIALIZABLE', 'notInEnum', 11],
    ['transaction_isolation', 'SERIALIZABLE', 'ok', 12],
  ],
  lists: [
    ['search_path', 'a\vb', 'ok', 16],
    ['search_path', 'a\vb', 'badList', 17],
    ['search_path', '"open', 'badList'],
    ['temp_tablespaces', 'a,,b', 'badList'],
    ['synchronous_standby_names', 'node-1', 'badStandbyNames'],
    ['synchronized_standby_slots', '"Slot"', 'badSlotName'],
    ['backtrace_functions', 'f()', 'badFunctions'],
  ],
  zones: [
    ['TimeZone', 'europe/berlin', 'ok'],
    ['TimeZone', '167.9', 'ok'],
    ['TimeZone', '168', 'badTimeZone'],
    ['TimeZone', "INTERVAL '+02:00'", 'ok'],
    ['TimeZone', "INTERVAL '1 day'", 'badTimeZone'],
    ['TimeZone', 'X5Y,M3.2.0/2,M11.1.0', 'ok'],
    ['TimeZone', 'X5Y,M13.2.0,M11.1.0', 'badTimeZone'],
    ['TimeZone', 'X5:00:30', 'badTimeZone'],
    ['TimeZone', 'right/UTC', 'badTimeZone'],
    ['log_timezone', ':UTC', 'ok'],
    ['log_timezone', ':UTC5', 'badTimeZone'],
    ['timezone_abbreviations', 'default', 'badAbbreviations'],
    ['client_encoding', 'mule_internal', 'badEncoding', 19],
  ],
  recovery: [
    ['recovery_target', 'latest', 'targetImmediate'],
    ['recovery_target_time', '2026-11-23T12:00:00Z', 'targetTime'],
    ['recovery_target_time', '2026-11-23 12:00:00+00', 'ok'],
    ['recovery_target_xid', 'abc', 'ok'],
    ['recovery_target_xid', '2', 'targetXidLow', 19],
    ['primary_slot_name', '', 'ok'],
    ['primary_slot_name', '', 'badSlotName', 11],
    ['standby_mode', 'maybe', 'notBoolean', 10],
    ['recovery_target_action', 'Promote', 'notInEnum', 11],
    ['recovery_min_apply_delay', '5 min', 'ok', 10],
    ['recovery_min_apply_delay', '5 m', 'unknownUnit', 10],
  ],
  'never in a file': [
    ['block_size', '8192', 'neverSettable'],
    ['role', 'postgres', 'onlyNone'],
    ['session_authorization', 'default', 'neverSettable'],
    ['lc_messages', '', 'empty'],
  ],
};

suite('values', () => {
  for (const [title, rows] of Object.entries(tables)) {
    test(title, () => {
      for (const [name, value, code, major] of rows) {
        assert.equal(verdict(name, value, major), code, `${name} = ${JSON.stringify(value)} on ${major ?? 18}`);
      }
    });
  }

  test('every default is one the server takes', () => {
    for (const major of majors) {
      for (const parameter of catalogFor(major).parameters) {
        if (parameter.boot === undefined || parameter.context === 'internal') continue;
        if (parameter.name === 'lc_messages' || parameter.name === 'timezone_abbreviations') continue;
        const found = checkValue(parameter, parameter.boot, major);
        assert.equal(found, undefined, `${parameter.name} = ${parameter.boot} on ${major}`);
      }
    }
  });
});
