import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type ConfEntry, ParsedConf } from '../../../core/src/syntax/conf.ts';
import type { Parsed } from '../../../core/src/syntax/parsed.ts';
import { changedLines } from '../../../core/src/text/changed-lines.ts';

const pieces = ['a = 1\n', "include 'x'\n", '# c\n', "b='x''y'\n", 'c = \n', '= 3\n', "q='open\n", '\n', "'", '#', 'e'];
const others = ['  d 5 # t\n', 'x.y = z\r\n', '\n\n', '12 kB\n', '€ = 1\n', '= \n'.repeat(101)];

/** Everything that is told of a reading; entries have getters, which no comparison looks into. */
function plain({ entries, problems }: Parsed<ConfEntry>) {
  return {
    entries: entries.map(({ include, name, value, nameRange, valueRange }) => [
      include,
      name,
      value,
      nameRange,
      valueRange,
    ]),
    problems,
  };
}

/** Numbers from 0 up to `below`, the same in every run. */
function dice(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

suite('a text read again after an edit', () => {
  test('is read as if it were new, after any of 20,000 edits', () => {
    const roll = dice();
    let text = '';
    let read = ParsedConf.read(text);
    let problems = 0;
    for (let edit = 0; edit < 20_000; edit++) {
      const at = roll(text.length + 1);
      const from = roll(60) === 0 ? others : pieces;
      const inserted = Array.from({ length: roll(4) }, () => from[roll(from.length)]).join('');
      const removed = roll(3) === 0 ? roll(40) : 0;
      // Short texts meet their ends more often.
      text = (text.slice(0, at) + inserted + text.slice(at + removed)).slice(-(edit % 2000 < 1000 ? 1500 : 12));
      read = read.readAgain(text);
      problems = Math.max(problems, read.problems.length);
      assert.deepEqual(plain(read), plain(ParsedConf.read(text)), JSON.stringify(text));
    }
    assert.equal(problems, 100, 'some text had as many bad lines as the server reads');
  });

  test('keeps the entries of lines before the edit', () => {
    const before = ParsedConf.read('a = 1\nb = 2\nc = 3\n');
    const after = before.readAgain('a = 1\nb = 22\nc = 3\n');
    assert.equal(after.entries[0], before.entries[0]);
    assert.deepEqual(after.entries[2]?.nameRange, { start: 13, end: 14 });
  });
});

suite('the lines in which two texts differ', () => {
  /** Each hunk as `old → new`. */
  const hunks = (old: string, text: string) =>
    changedLines(old, text).map(
      ({ oldStart, oldEnd, newStart, newEnd }) => `${old.slice(oldStart, oldEnd)}→${text.slice(newStart, newEnd)}`,
    );
  const numbered = (count: number) => Array.from({ length: count }, (_, at) => `line ${at}\n`);

  test('lines that were replaced, each among equal ones', () => {
    const [old, text] = [numbered(200), numbered(200)];
    for (const at of [3, 80, 81, 150]) text[at] = `another ${at}\n`;
    assert.deepEqual(hunks(old.join(''), text.join('')), [
      'line 3\n→another 3\n',
      'line 80\nline 81\n→another 80\nanother 81\n',
      'line 150\n→another 150\n',
    ]);
  });

  test('lines that were put in, taken out, or all of them', () => {
    assert.deepEqual(hunks('a\nb\n', 'a\nx\nb\n'), ['b\n→x\nb\n']);
    assert.deepEqual(hunks('a\nx\nb\nc\n', 'a\nb\nc\n'), ['x\nb\n→b\n']);
    assert.deepEqual(hunks('', 'a'), ['→a']);
    assert.deepEqual(hunks('a\nb', ''), ['a\nb→']);
    assert.deepEqual(hunks('a\n', 'a\n'), []);
  });
});
