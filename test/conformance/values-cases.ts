import type { Major, Parameter } from '../../core/src/catalog/parameter.ts';
import { unitsOf } from '../../core/src/syntax/units.ts';
import type { Random } from './values-random.ts';
import { wordsForString } from './values-words.ts';

function pick<Item>(random: Random, items: readonly Item[], otherwise: Item): Item {
  return items[Math.floor(random() * items.length)] ?? otherwise;
}

const oddities = [
  '',
  ' ',
  'x',
  'on',
  'none',
  'default',
  'null',
  '-',
  '+',
  '.',
  '0x',
  '0x1F',
  '010',
  '08',
  '1e3',
  '1E-2',
  '1e',
  '.5',
  ' .5',
  '-.5',
  '5.',
  '1.5',
  '2.5',
  '0x1.8',
  '0x1p4',
  '0x1.p3',
  '010.5',
  '08.5',
  'NaN',
  'nan',
  'inf',
  '-inf',
  'Infinity',
  '1e309',
  '1e-400',
  '2147483647',
  '2147483648',
  '-2147483648',
  '-2147483649',
  '9223372036854775807',
  '9223372036854775808',
  '99999999999999999999',
  '1,000',
  '1_000',
  '1 1',
  '5%',
  '"1"',
  "'",
  "''",
  '\\',
  'é',
  '１',
];
const truths = ['on', 'off', 'true', 'false', 'yes', 'no', '1', '0', 't', 'f', 'y', 'n', 'tr', 'fal', 'ye', 'of', 'o'];
const wrongTruths = ['onn', 'offf', 'truee', '00', '01', '10', '-1', 'enabled', 'ja', ' on', 'on ', 'T ', '', '2'];
const unitSpellings = [
  'B',
  'b',
  'kB',
  'KB',
  'kb',
  'K',
  'k',
  'MB',
  'mb',
  'M',
  'GB',
  'gb',
  'G',
  'TB',
  'PB',
  'KiB',
].concat(['us', 'ms', 's', 'S', 'sec', 'm', 'min', 'Min', 'h', 'H', 'hour', 'd', 'D', 'day', 'w', 'minute', 'µs']);

function shuffleCase(random: Random, word: string): string {
  return [...word].map((letter) => (random() < 0.5 ? letter.toUpperCase() : letter.toLowerCase())).join('');
}

function numberText(random: Random, value: number): string {
  const whole = Math.trunc(value);
  const forms = [
    String(value),
    String(whole),
    `${whole}.${Math.floor(random() * 100)}`,
    `${whole}.5`,
    value < 0 ? `-0x${(-whole).toString(16)}` : `0x${whole.toString(16)}`,
    value < 0 ? `-0${(-whole).toString(8)}` : `0${whole.toString(8)}`,
    `+${value}`,
    ` ${value}`,
    `${value} `,
    `\t${value}\n`,
    value.toExponential(),
    `${whole}e0`,
    `${value}x`,
    `${whole}.`,
  ];
  return pick(random, forms, '0');
}

function withinRange(random: Random, { min = 0, max = 100 }: Parameter): number {
  const width = max - min;
  if (random() < 0.5) return Math.round(min + random() * Math.min(width, 200));
  return Math.round(min + random() * width);
}

function numericValue(random: Random, parameter: Parameter, major: Major): string {
  const { min = 0, max = 100 } = parameter;
  const edges = [
    min - 1,
    min,
    min + 1,
    max - 1,
    max,
    max + 1,
    0,
    -1,
    1,
    (min + max) / 2,
    min - 0.5,
    max + 0.5,
    min + 0.4,
  ];
  const choice = random();
  const base = random() < 0.5 ? pick(random, edges, 0) : withinRange(random, parameter);
  if (choice < 0.35) return numberText(random, base);
  if (choice < 0.45) return pick(random, oddities, '');
  const units = unitsOf(parameter.unit, major);
  const unit = pick(random, units, { name: 's', factor: 1 });
  const gap = pick(random, ['', '', ' ', '  ', '\t'], '');
  if (choice < 0.6) return `${numberText(random, base)}${gap}${pick(random, unitSpellings, '')}`;
  const scaled = base / unit.factor;
  const shift = pick(random, [0, 0, 0.5, 0.4, -0.5, 0.1, 1, -1], 0);
  return `${numberText(random, random() < 0.5 ? scaled + shift : Math.round(scaled) + shift)}${gap}${unit.name}`;
}

function enumValue(random: Random, parameter: Parameter): string {
  const words = [...(parameter.values ?? []), ...(parameter.hidden ?? [])];
  const word = pick(random, words, 'on');
  const forms = [
    word,
    shuffleCase(random, word),
    word.slice(0, -1),
    `${word}x`,
    ` ${word}`,
    `${word} `,
    word.replaceAll('_', '-'),
    word.replaceAll('-', '_'),
    pick(random, truths, 'on'),
    pick(random, oddities, ''),
    'debug',
    'archive',
  ];
  return pick(random, forms, word);
}

function boolValue(random: Random): string {
  const choice = random();
  if (choice < 0.6) return shuffleCase(random, pick(random, truths, 'on'));
  return pick(random, choice < 0.9 ? wrongTruths : oddities, '');
}

/** A value for a parameter: right, wrong or on the edge. */
export function valueFor(random: Random, parameter: Parameter, major: Major): string {
  switch (parameter.type) {
    case 'bool':
      return boolValue(random);
    case 'enum':
      return enumValue(random, parameter);
    case 'string':
      return wordsForString(random, parameter.name, oddities);
    default:
      return numericValue(random, parameter, major);
  }
}
