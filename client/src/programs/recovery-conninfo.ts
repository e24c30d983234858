import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ConfEntry,
  conninfoKeyword,
  escapeConfValue,
  type Major,
  mapConfValue,
  newestMajor,
  parseConf,
  parseConninfo,
  setConninfoKeyword,
} from '../../../core/src/index.ts';
import { keepalives } from './connection-string.ts';

/** A conninfo without some of its keywords; everything else stays as written. */
function withoutKeywords(conninfo: string, isUnwanted: (keyword: string, value: string) => boolean): string {
  const { entries } = parseConninfo(conninfo, newestMajor);
  return entries
    .filter(({ keyword, value }) => isUnwanted(keyword, value))
    .toReversed()
    .reduce((text, { keywordRange, valueRange }) => {
      const before = text.slice(0, keywordRange.start);
      const after = text.slice(valueRange.end).replace(/^[ \t]+/, '');
      return after === '' ? before.trimEnd() : before + after;
    }, conninfo);
}

function edited(text: string, entry: ConfEntry, edit: (conninfo: string) => string): string {
  const { valueRange } = entry;
  const { value } = mapConfValue(text.slice(valueRange.start, valueRange.end));
  const next = edit(value);
  if (next === value) return text;
  return `${text.slice(0, valueRange.start)}'${escapeConfValue(next)}'${text.slice(valueRange.end)}`;
}

/** What a standby's conninfo shall be rid of, and what it shall call itself. */
export interface ConninfoWishes {
  /** Our passfile, which is gone by the time the standby connects. */
  readonly passfile: string | undefined;
  readonly applicationName: string | undefined;
  /** Of the standby: -R of a newer program writes keywords that its libpq does not know. */
  readonly major: Major;
}

/**
 * The text of postgresql.auto.conf or recovery.conf after `-R` with a primary_conninfo as wished, and without a password.
 * Only the last one is touched: it is the one that was appended.
 */
export function tidyConninfo(text: string, { passfile, applicationName, major }: ConninfoWishes): string {
  const entry = parseConf(text).entries.findLast(({ name }) => name.toLowerCase() === 'primary_conninfo');
  if (!entry) return text;
  return edited(text, entry, (conninfo) => {
    const kept = withoutKeywords(
      conninfo,
      (keyword, value) =>
        keyword === 'password' ||
        (keyword === 'passfile' && value === passfile) ||
        keepalives.some(([name, ours]) => keyword === name && value === String(ours)) ||
        conninfoKeyword(keyword, major) === undefined,
    );
    return applicationName === undefined ? kept : setConninfoKeyword(kept, 'application_name', applicationName);
  });
}

/** Tidies what `-R` wrote in a plain backup or a rewound directory, by one atomic replacement of the file. */
export async function tidyRecoveryFiles(target: string, wishes: ConninfoWishes): Promise<void> {
  for (const name of ['postgresql.auto.conf', 'recovery.conf']) {
    const path = join(target, name);
    const text = await readFile(path, 'utf8').catch(() => undefined);
    const next = text === undefined ? undefined : tidyConninfo(text, wishes);
    if (next !== undefined && next !== text) await replaceFile(path, next);
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const { mode, uid, gid } = await stat(path);
  const beside = `${path}.pg-replication.tmp`;
  try {
    await writeFile(beside, text, { mode: mode & 0o777, flag: 'wx' });
    if (process.getuid?.() === 0) await chown(beside, uid, gid);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
