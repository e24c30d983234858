import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readMarkers } from '../../core/src/rules/example-markers.ts';
import { ruleGroups } from '../../core/src/rules/index.ts';

const fixtures = join(import.meta.dirname, '../fixtures');

/** Whole texts by what they are: those of the set-ups under test/fixtures and of every rule's examples. */
export interface Corpus {
  readonly conf: readonly string[];
  readonly hba: readonly string[];
  readonly ident: readonly string[];
  /** Values of settings, unquoted: connection strings, lists, commands, numbers, times. */
  readonly values: readonly string[];
}

const conninfos = [
  ...[
    'host=a port=5432 user=b',
    "host='a b' password='it\\'s' sslmode=verify-full",
    'postgresql://u:p@h1:1,h2:2/d?sslmode=require',
  ],
  ...[
    'postgres://%2Ftmp/db?application_name=x',
    'host=::1,10.0.0.1 hostaddr=1.2.3.4,5.6.7.8 load_balance_hosts=random',
  ],
];
const lists = ['FIRST 2 (a, "b c", *)', 'ANY 1 (s1, s2)', '1 (a)', 'a, b', '*', 'slot_1, slot_2', "'/tmp', /var"];
const times = [
  '2026-01-02 03:04:05.678 Europe/Berlin',
  '2026-01-02T03:04:05Z',
  'now',
  'Jan 8, 1999 BC',
  '0/3000000',
  '1e9',
  '10min',
];
const patterns = ['/^(a|b)+c{1,3}[[:alpha:]]$', '/(?=x)\\m\\d', '/[a-z', '/(*)'];

export function readCorpus(): Corpus {
  const texts = new Map<'conf' | 'hba' | 'ident', string[]>([
    ['conf', []],
    ['hba', []],
    ['ident', []],
  ]);
  const add = (path: string, text: string) => {
    const name = basename(path);
    const kind = name.startsWith('pg_hba')
      ? 'hba'
      : name.startsWith('pg_ident')
        ? 'ident'
        : name.endsWith('.conf')
          ? 'conf'
          : undefined;
    if (kind) texts.get(kind)?.push(text.slice(0, 4000));
  };
  for (const path of globSync('**/*.conf', { cwd: fixtures })) add(path, readFileSync(join(fixtures, path), 'utf8'));
  for (const { rules } of ruleGroups) {
    for (const { examples } of rules) {
      for (const { files } of examples)
        for (const [path, text] of Object.entries(files)) add(path, readMarkers(text).text);
    }
  }
  const conf = texts.get('conf') ?? [];
  const quoted = conf.flatMap((text) => [...text.matchAll(/=\s*'([^'\n]+)'/g)].map(([, value = '']) => value));
  const values = [...new Set([...quoted, ...conninfos, ...lists, ...times, ...patterns])];
  return { conf, hba: texts.get('hba') ?? [], ident: texts.get('ident') ?? [], values };
}
