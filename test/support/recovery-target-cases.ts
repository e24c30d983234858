import type { SeededRandom } from './seeded-random.ts';

const numbers = [
  '',
  '0',
  '1',
  '2',
  '3',
  '5',
  '010',
  '08',
  '0x10',
  '0x',
  '0xg',
  '+5',
  '-1',
  '-5',
  ' 5',
  '5 ',
  '5x',
  '1.5',
  'x',
];
const largeNumbers = [
  '4294967295',
  '4294967296',
  '4294967299',
  '18446744073709551615',
  '18446744073709551616',
  '99999999999999999999x',
];
const hex = ['0', '1', 'A', 'ff', 'DEADBEEF', 'ffffffff', '123456789', 'g', '', '0x1', ' 1', '1 '];

function pad(number: number, size = 2): string {
  return String(number).padStart(size, '0');
}

/** A date in one of its many forms; a few days and months do not exist. */
function date(random: SeededRandom): string {
  const year = random.pick([2020, 2024, 2019, 1999, 1, 0, 294276, 294277, 99, 5, 70, 10000]);
  const month = 1 + random.below(random.once(6) ? 14 : 12);
  const day = 1 + random.below(random.once(5) ? 33 : 28);
  const name = random.pick(['Jan', 'feb', 'MARCH', 'sept', 'Juni', 'dec', 'may']);
  const separator = random.pick(['-', '-', '-', '/', '.', ' ', '']);
  const [y, m, d] = [random.once(3) ? String(year) : pad(year, 4), pad(month), random.once(3) ? String(day) : pad(day)];
  const forms = [
    [y, m, d],
    [y, m, d],
    [m, d, y],
    [d, m, y],
    [d, name, y],
    [name, d, y],
    [y, name, d],
    [name, y],
    [y, m],
    [y, pad(1 + random.below(370), 3)],
    [`J${random.pick([2451187, 0, 1, 109203520, 4294967296])}`],
    [`julian ${2451187 + random.below(9)}.${random.below(10)}`],
  ];
  return random.pick(forms).join(separator);
}

function time(random: SeededRandom): string {
  const hour = random.below(random.once(6) ? 27 : 24);
  const minute = random.below(random.once(8) ? 62 : 60);
  const second = random.below(random.once(8) ? 63 : 60);
  return random.pick([
    `${pad(hour)}:${pad(minute)}:${pad(second)}`,
    `${pad(hour)}:${pad(minute)}:${pad(second)}.${random.pick(['5', '123456', '', '9999999'])}`,
    `${hour}:${minute}`,
    `${pad(hour)}${pad(minute)}${pad(second)}`,
    `${pad(hour)}${pad(minute)}`,
    `T${pad(hour)}${pad(minute)}${pad(second)}`,
    `${hour}:${pad(minute)}.5`,
    '24:00',
    '24:00:01',
    '23:59:60',
    '12:',
    'allballs',
    `${hour % 13}:${pad(minute)} ${random.pick(['am', 'PM', 'p.m.'])}`,
  ]);
}

const numericZones = [
  '+01',
  '-05',
  '+5',
  '+0530',
  '-03:30',
  '+1559',
  '+16',
  '+15:59:59',
  '+01:60',
  '+-1',
  '+',
  '+1:2:3',
  '+123456',
  '-00',
];
const namedZones = [
  'UTC',
  'gmt',
  'Europe/Berlin',
  'america/New_York',
  'America/Argentina/Buenos_Aires',
  'Europe/Nowhere',
  'CET',
  'EST5EDT',
  'foo5',
  'f5',
  'gmt+3',
  'foo168',
  'foo167',
  'foo5bar6',
  'Etc/GMT+5',
  'PST8PDT',
  'zulu',
  'GB',
  'NZ',
  'Zork',
  'MST7MDT',
];

/** Abbreviations: understood up to 11, not when later servers read their files. */
const abbreviations = ['PST', 'CEST', 'Z', 'MSK', 'EDT', 'IST', 'JST', 'BST', 'AEST'];
const words = [
  'BC',
  'AD',
  'now',
  'NOW',
  'Today',
  'yesterday',
  'epoch',
  'infinity',
  '-infinity',
  'DST',
  'wed',
  'Monday',
  'on',
  'at',
  'dow',
  'T',
  ',',
  ';',
  'x',
  'é',
  'J',
  'y',
  'am',
];

function momentText(random: SeededRandom): string {
  const zone = () => random.pick(random.pick([numericZones, namedZones, abbreviations]));
  const parts = [
    date(random),
    time(random),
    ...(random.once(2) ? [zone()] : []),
    ...(random.once(4) ? [random.pick(words)] : []),
  ];
  if (random.once(8)) parts.reverse();
  const value = parts.slice(0, random.once(6) ? 1 : parts.length).join(random.pick([' ', ' ', ' ', '', ', ', 'T']));
  const whole = random.once(25) ? random.pick(words) : value;
  return random.once(4) ? random.spoil(whole, '-/.:+ T0129ayé') : whole;
}

/** A value of a parameter recovery_target…, right or nearly so. */
export function recoveryTarget(random: SeededRandom, parameter: string): string {
  switch (parameter) {
    case 'recovery_target_time':
      return momentText(random);
    case 'recovery_target_xid':
    case 'recovery_target_timeline':
      return random.once(6) ? random.pick(['latest', 'current', 'Latest', 'newest']) : numberText(random);
    case 'recovery_target_lsn':
      return random.pick([
        `${random.pick(hex)}/${random.pick(hex)}`,
        `${random.pick(hex)}/${random.pick(hex)}`,
        random.pick(hex),
      ]);
    case 'recovery_target_name':
      return random.pick(['', 'before upgrade', 'é']).padEnd(random.pick([0, 5, 61, 62, 63, 64, 65]), 'x');
    default:
      return random.pick(['', 'immediate', 'Immediate', 'immediate ', 'xid', 'on']);
  }
}

function numberText(random: SeededRandom): string {
  const value = random.pick(random.once(3) ? largeNumbers : numbers);
  return random.once(4) ? random.spoil(value, '0123x -+') : value;
}
