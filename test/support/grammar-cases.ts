import type { SeededRandom } from './seeded-random.ts';

const names = [
  'a',
  'pg2',
  'node_1',
  'node-1',
  '*',
  '"*"',
  'first',
  'any',
  'anyb',
  'First',
  '"any"',
  '1',
  '007',
  'é',
  'a$b',
];
const moreNames = ['"node-1"', '"a""b"', '""', '"open', "a'b", '1a', '_x', '$a', 'a.b', '"a,b"', 'a'.repeat(70)];
const counts = [
  '1',
  '2',
  '0',
  '00',
  '01',
  '-1',
  '10',
  '2147483647',
  '2147483648',
  '4294967297',
  '99999999999999999999',
  'x',
];
const blanks = ['', '', ' ', '\t', '\f', '\v', '\n', '\r', '  '];

/** A value of synchronous_standby_names, right or nearly so. */
export function synchronousNames(random: SeededRandom): string {
  const blank = () => random.pick(blanks);
  const list = random.list(1, 4, () => `${blank()}${random.pick([...names, ...moreNames])}${blank()}`).join(',');
  const method = random.pick(['', '', 'FIRST ', 'any ', 'ANY\t', 'first', 'fIRST ']);
  const counted = `${blank()}${method}${random.pick(counts)}${blank()}(${list})${blank()}`;
  const value = random.pick([list, counted, counted]);
  return random.once(3) ? random.spoil(value, '()*,"\' 1aA;-\\é\t') : value;
}

const characters = 'abz019__AB-"é. ';

/** A name of a slot, right or nearly so; now and then as long as one may be, or longer. */
export function slotName(random: SeededRandom): string {
  if (random.once(12)) return random.pick(['', 'pg_conflict_detection', 'pg_conflict_detectio', '*']);
  const pool = random.once(3) ? characters : 'abcxyz0189_';
  const size = random.once(4) ? 61 + random.below(5) : random.below(9);
  return Array.from({ length: size }, () => random.pick([...pool])).join('');
}

/** A value of synchronized_standby_slots, right or nearly so. */
export function slotList(random: SeededRandom): string {
  const blank = () => random.pick(blanks);
  const item = () => {
    const name = slotName(random);
    return blank() + (random.once(4) ? `"${name.replaceAll('"', '""')}"` : name) + blank();
  };
  const value = random.list(0, 4, item).join(',');
  return random.once(3) ? random.spoil(value, ',"\'Aa_- *') : value;
}
