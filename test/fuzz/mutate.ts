import type { Random } from '../support/random.ts';

const odd = [
  '\0',
  '\r',
  '\n',
  '\t',
  "'",
  '"',
  '\\',
  '#',
  '=',
  ',',
  '%',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '*',
  '/',
  '@',
  '+',
];
const words = [
  ...['on', '0', '-1', '010', '0x', '1e999', '9'.repeat(40), 'GB', "''", '""', '$' + '{X}', '{{ x }}', '<%= x %>'],
  ...[
    'é',
    '\ud800',
    '\u{1f600}',
    '\ufeff',
    'İ',
    'FIRST 1 (',
    'ANY 2 (a,',
    'postgresql://',
    'all',
    'replication',
    'include ',
  ],
  ...['# pg-replication: ignore ', '# pg-replication: pg=10\n', 'host all all ', '::1/128 ', '/^(a+)+$', '%f%p%'],
];

function place(text: string, random: Random): number {
  return random.below(text.length + 1);
}

/** One small change that people, tools or a bad disk make. */
function change(text: string, other: string, random: Random): string {
  const [from = 0, to = 0] = [place(text, random), place(text, random)].sort((a, b) => a - b);
  switch (random.below(9)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, from) + random.pick(odd) + text.slice(from);
    case 2:
      return text.slice(0, from) + random.pick(words) + text.slice(from);
    case 3:
      return text.slice(0, from) + text.slice(from, to) + text.slice(from, Math.min(to, from + 200)) + text.slice(to);
    case 4:
      return text.slice(0, from) + other.slice(place(other, random));
    case 5:
      return text.slice(0, from) + other.slice(0, 80) + text.slice(from);
    case 6:
      return text.slice(0, from) + String.fromCharCode(random.below(0x300)) + text.slice(from + 1);
    case 7:
      return text.slice(from) + text.slice(0, from);
    default:
      return text.replaceAll('\n', random.pick(['\r\n', '\n\n', '\\\n', ' ']));
  }
}

/** A text of `corpus` after some changes; at most `longest` characters. Now and then it is blown up to about that size. */
export function mutate(corpus: readonly string[], longest: number, random: Random): string {
  let text = random.pick(corpus);
  for (let left = random.below(6); left > 0; left--) text = change(text, random.pick(corpus), random);
  if (random.below(2000) === 0 && text !== '') text = text.repeat(Math.ceil(longest / text.length));
  return text.slice(0, longest);
}
