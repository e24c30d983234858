import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { commandPlaceholders, placeholderLetters } from '../../../core/src/syntax/command.ts';

/** The placeholders as written, unknown ones with a question mark. */
function shown(parameter: string, command: string): readonly string[] {
  return commandPlaceholders(parameter, command).map(
    ({ range, known }) => command.slice(range.start, range.end) + (known ? '' : '?'),
  );
}

suite('placeholders of commands', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['archive_command', 'cp %p /a/%f %r', ['%p', '%f', '%r?']],
    ['restore_command', 'cp /a/%f %p %r', ['%f', '%p', '%r']],
    ['archive_cleanup_command', 'clean %r %f', ['%r', '%f?']],
    ['archive_command', 'date +%%F%', ['%%', '%?']],
    ['archive_command', '%é %😀', ['%é?', '%😀?']],
    ['archive_command', 'true', []],
  ];
  for (const [parameter, command, expected] of cases) {
    test(`${parameter}: ${command}`, () => assert.deepEqual(shown(parameter, command), expected));
  }

  test('other parameters have none', () => assert.equal(placeholderLetters('data_directory'), undefined));
});
