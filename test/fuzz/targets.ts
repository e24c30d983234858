import { catalogFor } from '../../core/src/catalog/catalog.ts';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { formatAuthFile } from '../../core/src/format/format-auth.ts';
import { formatConf } from '../../core/src/format/format-conf.ts';
import { type TextEdit, withEdits } from '../../core/src/format/text-edit.ts';
import { applyEdits, chooseFixes } from '../../core/src/lint/apply-edits.ts';
import type { Diagnostic } from '../../core/src/lint/diagnostic.ts';
import { lint } from '../../core/src/lint/lint.ts';
import { everyRule } from '../../core/src/lint/rule-choice.ts';
import { readServer } from '../../core/src/model/read-server.ts';
import { commandPlaceholders } from '../../core/src/syntax/command.ts';
import { type ConfEntry, ParsedConf, parseConf } from '../../core/src/syntax/conf.ts';
import { mapConfValue } from '../../core/src/syntax/conf-value-map.ts';
import { parseConninfo } from '../../core/src/syntax/conninfo.ts';
import { tokenizeAuthFile } from '../../core/src/syntax/hba.ts';
import { readHbaRecord } from '../../core/src/syntax/hba-record.ts';
import { readIdentEntry } from '../../core/src/syntax/ident.ts';
import type { Parsed } from '../../core/src/syntax/parsed.ts';
import { checkRecoveryTarget } from '../../core/src/syntax/recovery-target.ts';
import { regexProblem } from '../../core/src/syntax/regex.ts';
import { maskSecrets } from '../../core/src/syntax/secrets.ts';
import { parseSynchronizedStandbySlots } from '../../core/src/syntax/synchronized-standby-slots.ts';
import { parseSynchronousStandbyNames } from '../../core/src/syntax/synchronous-standby-names.ts';
import { timestampKind } from '../../core/src/syntax/timestamp.ts';
import type { TextRange } from '../../core/src/text/range.ts';
import { partsOf, readTemplate } from '../../core/src/text/template.ts';
import { checkValue } from '../../core/src/values/check-value.ts';
import { parseProjectFile } from '../../project/src/project-file.ts';
import { inMemoryFiles } from '../support/in-memory-files.ts';
import type { Random } from '../support/random.ts';
import type { Corpus } from './corpus.ts';

/** Something that takes any text. It throws where an invariant is broken. */
export interface Target {
  readonly name: string;
  /** Of a hundred texts, so many go to this target. */
  readonly share: number;
  readonly corpus: keyof Corpus;
  /** The longest text that is tried, in characters. */
  readonly longest: number;
  run(text: string, major: Major, random: Random): void | Promise<void>;
}

function inside(text: string, ...ranges: readonly TextRange[]): void {
  for (const { start, end } of ranges) {
    if (!(0 <= start && start <= end && end <= text.length)) throw new Error(`range ${start}-${end} of ${text.length}`);
  }
}

function readAuth(text: string, major: Major, isHba: boolean): void {
  const { entries, problems } = tokenizeAuthFile(text, major);
  inside(text, ...problems.map(({ range }) => range));
  for (const line of entries) {
    inside(text, line.range, ...line.fields.flat().map(({ range }) => range));
    const { range } = isHba ? readHbaRecord(line, 'a', major) : readIdentEntry(line, 'a', major);
    inside(text, range);
  }
}

/** The file is laid out once for all: a second time changes nothing. It takes the time of two, so texts are shorter. */
function layOut(text: string, format: (of: string) => readonly TextEdit[]): void {
  const edits = format(text);
  inside(text, ...edits.map(({ range }) => range));
  if (format(withEdits(text, edits)).length > 0) throw new Error('formatted twice, changed twice');
}

/** A server of mutated files is judged by every rule, and its fixes are applied. Returns the findings. */
export async function judge(texts: ReadonlyMap<string, string>, major: Major): Promise<readonly Diagnostic[]> {
  const server = await readServer(inMemoryFiles(texts), 'data', { major });
  const findings: Diagnostic[] = [];
  for (const batch of lint(server, everyRule)) findings.push(...batch);
  for (const { at, message, rule, related } of findings) {
    if (message.includes('please report')) throw new Error(`${rule} threw`);
    if (message.length > 120) throw new Error(`${rule} says ${message.length} characters: ${message}`);
    for (const place of [at, ...related.map((it) => it.at)]) {
      if (place.kind === 'file') inside(texts.get(place.uri) ?? '', place.range);
    }
  }
  for (const unsafe of [false, true]) {
    const edits = chooseFixes(findings, { unsafe }).flatMap((fix) => fix.edits);
    for (const edit of edits) if (edit.kind === 'replace') inside(texts.get(edit.at.uri) ?? '', edit.at.range);
    applyEdits(texts, edits);
  }
  return findings;
}

const templateParts = [
  '{{ x }}',
  '{% if a %}',
  '{% endif %}',
  '<%= y',
  '%>',
  `\${Z}`,
  '{#',
  '#}',
  '@N@',
  '{{',
  '%{ if b }',
  '$NAME',
];

/** A text with template parts strewn in. */
function withParts(text: string, random: Random): string {
  let done = text;
  for (let times = random.below(12); times > 0; times--) {
    const at = random.below(done.length + 1);
    done = done.slice(0, at) + random.pick(templateParts) + done.slice(at);
  }
  return done;
}

/** Every character keeps its place, so that what is found in the masked text stands in the file. */
function readAsTemplate(text: string, random: Random): void {
  const parts = partsOf(text);
  const { text: masked, holes, branches, optional } = readTemplate(text, random.below(2) === 0, parts);
  inside(text, ...parts, ...holes, ...branches, ...optional);
  const breaks = (of: string) => of.replace(/[^\r\n]/g, '.');
  if (breaks(masked) !== breaks(text)) throw new Error('a character has moved');
}

let before = ParsedConf.read('');

/** One text after the other, as states of one file: what is read of the changes must be what is read of the whole. */
function readAgain(text: string, whole: Parsed<ConfEntry>): void {
  const plain = ({ entries, problems }: Parsed<ConfEntry>) =>
    JSON.stringify([entries.map((it) => [it.include, it.name, it.value, it.nameRange, it.valueRange]), problems]);
  const again = before.readAgain(text);
  const last = before.text;
  before = again;
  if (plain(again) !== plain(whole))
    throw new Error(`after ${JSON.stringify(last.slice(0, 200))} it is read otherwise`);
}

const readers: readonly Target[] = [
  {
    name: 'templates',
    share: 3,
    corpus: 'conf',
    longest: 20_000,
    run: (text, _, random) => readAsTemplate(withParts(text, random), random),
  },
  {
    name: 'formatter of postgresql.conf',
    share: 4,
    corpus: 'conf',
    longest: 12_000,
    run: (text) => layOut(text, formatConf),
  },
  {
    name: 'formatter of pg_hba.conf and pg_ident.conf',
    share: 4,
    corpus: 'hba',
    longest: 12_000,
    run(text, major, random) {
      const kind = random.pick(['hba', 'ident'] as const);
      layOut(text, (of) => formatAuthFile(of, kind, major));
    },
  },
  {
    name: 'postgresql.conf reader',
    share: 11,
    corpus: 'conf',
    longest: 60_000,
    run(text) {
      const { entries, problems } = parseConf(text);
      readAgain(text, { entries, problems });
      inside(text, ...entries.flatMap((it) => [it.nameRange, it.valueRange]), ...problems.map(({ range }) => range));
      for (const { valueRange } of entries.slice(0, 20)) mapConfValue(text.slice(valueRange.start, valueRange.end));
    },
  },
  {
    name: 'pg_hba.conf reader',
    share: 15,
    corpus: 'hba',
    longest: 60_000,
    run: (text, major) => readAuth(text, major, true),
  },
  {
    name: 'pg_ident.conf reader',
    share: 6,
    corpus: 'ident',
    longest: 60_000,
    run: (text, major) => readAuth(text, major, false),
  },
  {
    name: 'connection strings',
    share: 15,
    corpus: 'values',
    longest: 4000,
    run(text, major) {
      const { entries, problems } = parseConninfo(text, major);
      inside(text, ...entries.flatMap((it) => [it.keywordRange, it.valueRange]), ...problems.map(({ range }) => range));
    },
  },
  {
    name: 'lists, times, patterns, commands',
    share: 20,
    corpus: 'values',
    longest: 4000,
    run(text, major) {
      const names = parseSynchronousStandbyNames(text);
      if ('range' in names) inside(text, names.range);
      parseSynchronizedStandbySlots(text, major);
      timestampKind(text, major);
      checkRecoveryTarget('recovery_target_time', text, major);
      regexProblem(text, major);
      inside(text, ...commandPlaceholders('archive_command', text).map(({ range }) => range));
      maskSecrets(text);
    },
  },
];

export function targetsOf(corpus: Corpus): readonly Target[] {
  const parameters = new Map(majors.map((major) => [major, [...catalogFor(major).parameters]]));
  return [
    ...readers,
    {
      name: 'values of every parameter',
      share: 15,
      corpus: 'values',
      longest: 2000,
      run(text, major, random) {
        const parameter = random.pick(parameters.get(major) ?? []);
        checkValue(parameter, text, major);
      },
    },
    {
      name: 'pg-replication.json',
      share: 2,
      corpus: 'values',
      longest: 2000,
      run: (text) => inside(text, ...parseProjectFile(text).problems.map(({ range }) => range)),
    },
    {
      name: 'every rule and every fix',
      share: 5,
      corpus: 'conf',
      longest: 3000,
      async run(text, major, random) {
        const texts = new Map([['data/postgresql.conf', text]]);
        texts.set('data/pg_hba.conf', random.pick(corpus.hba).slice(0, 1500));
        if (random.below(3) === 0) texts.set('data/postgresql.auto.conf', random.pick(corpus.conf).slice(0, 800));
        if (random.below(3) === 0) texts.set('data/standby.signal', '');
        if (random.below(6) === 0) texts.set('data/recovery.conf', random.pick(corpus.conf).slice(0, 800));
        await judge(texts, major);
      },
    },
  ];
}
