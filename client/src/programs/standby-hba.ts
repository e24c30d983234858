import { constants } from 'node:fs';
import { access, appendFile, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { SeenServer, ServerIdentity } from '../live/server-look.ts';
import { readPidFile } from './server-process.ts';

/** A record that was written into the pg_hba.conf of a server of this machine. */
export interface WrittenRecord {
  readonly file: string;
  readonly text: string;
}

/** Clocks of a look and of a file differ by less. */
const sameStart = 5;

/**
 * The HBA record that lets `user` replicate, made of the server's refusal. Undefined: it refused for another reason, such as a
 * record that rejects, which a further record would not mend. Where new passwords are kept as MD5, so may be that of `user`:
 * the method `md5` takes those and asks for SCRAM where one is kept so.
 */
export function missingRecord(refusal: string, user: string, settings: SeenServer['settings']): string | undefined {
  const [, from] = /no pg_hba\.conf entry for replication connection from host "([^"]*)"/.exec(refusal) ?? [];
  if (from === undefined || /[\r\n]/.test(user)) return undefined;
  const encryption = settings.get('password_encryption')?.value ?? '';
  const method = /^(?:md5|on)$/.test(encryption) ? 'md5' : 'scram-sha-256';
  const role = `"${user.replaceAll('"', '""')}"`;
  if (from === '[local]') return `local  replication  ${role}  ${method}`;
  const bits = { 4: 32, 6: 128 }[isIP(from)];
  return bits === undefined ? undefined : `host  replication  ${role}  ${from}/${bits}  ${method}`;
}

/**
 * The pg_hba.conf of a server where we may write to it. Undefined: we may not, or the server is not one of this machine. A
 * forwarded port looks like one; its data directory does not.
 */
export async function writableHba(identity: ServerIdentity): Promise<string | undefined> {
  const { dataDirectory, hbaFile, startedAt, port } = identity;
  if (dataDirectory === undefined || hbaFile === undefined) return undefined;
  const file = await readPidFile(dataDirectory);
  const isSame = file?.port === port && Math.abs(file.startedAt - startedAt.getTime() / 1000) < sameStart;
  if (!isSame) return undefined;
  return access(hbaFile, constants.R_OK | constants.W_OK).then(
    () => hbaFile,
    () => undefined,
  );
}

/** Adds a record at the end of a pg_hba.conf; it counts after a reload. */
export async function addRecord(file: string, record: string, standby: string): Promise<WrittenRecord> {
  const before = await readFile(file, 'utf8');
  const text = `${before === '' || before.endsWith('\n') ? '' : '\n'}# Lets standby ${standby} replicate.\n${record}\n`;
  await appendFile(file, text);
  return { file, text };
}

/** Takes a record out again. Returns false where the file does not hold it any more as it was written. */
export async function withdrawRecord({ file, text }: WrittenRecord): Promise<boolean> {
  const now = await readFile(file, 'utf8').catch(() => '');
  const at = now.lastIndexOf(text);
  if (at < 0) return false;
  await writeFile(file, now.slice(0, at) + now.slice(at + text.length));
  return true;
}
