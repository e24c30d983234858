import { maskSecrets } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import type { TaskDefinition } from '../programs/operations/index.ts';

const names = {
  basebackup: l10n.t('Base backup'),
  receivewal: l10n.t('Receive WAL'),
  verifybackup: l10n.t('Verify backup'),
  combinebackup: l10n.t('Combine backups'),
  rewind: l10n.t('Rewind'),
  createsubscriber: l10n.t('Convert to subscriber'),
  start: l10n.t('Start server'),
  stop: l10n.t('Stop server'),
  promote: l10n.t('Promote'),
} as const satisfies Record<TaskDefinition['operation'], string>;

/** `Base backup of main`, `Stop server /var/lib/pg/15`. */
export function titleOf(definition: TaskDefinition): string {
  const name = names[definition.operation];
  return definition.operation === 'basebackup' || definition.operation === 'receivewal'
    ? l10n.t('{0} of {1}', name, definition.cluster)
    : `${name} ${definition.target}`;
}

/** A line as it may stand in a terminal: no control characters, no password. */
export function terminalLine(line: string, password: string | undefined): string {
  const masked = password === undefined || password.length < 4 ? line : line.replaceAll(password, '****');
  return maskSecrets(masked).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

/** `{time}` in a path becomes this moment: `20261123-091500`, in UTC. */
export function atTime(path: string, now: Date): string {
  const [, date = '', time = ''] = /^(.*)T(.*)\./.exec(now.toISOString()) ?? [];
  return path.replaceAll('{time}', `${date.replaceAll('-', '')}-${time.replaceAll(':', '')}`);
}

/** An argument vector as people write it; for reading only, nobody runs this text. */
export function readableCommand(program: string, vector: readonly string[]): string {
  const quoted = (word: string) => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
  return [program, ...vector].map(quoted).join(' ');
}
