/** A command that does nothing but succeed. */
export function archivesNothing(command: string): boolean {
  return /^\s*(?:(?:\/usr)?(?:\/bin\/)?true|:|exit\s+0|cd\s+\.|rem\b.*)\s*;?\s*$/i.test(command);
}

/** Whether a command ends in something that succeeds whatever failed before. */
export function hidesFailure(command: string): boolean {
  const end = command.trim().replace(/\s+$/, '');
  const tail = /(;|\|\||(?<!&)&(?!&))\s*(?:(?:\/usr)?(?:\/bin\/)?true|:|exit\s+0)\s*;?$/.exec(end);
  // What has ended by then, or ends at the first failure, does not come to a last `; exit 0`.
  if (tail?.[1] === ';' && /\bexit\s+[1-9]|\bset\s+-\w*e/.test(end.slice(0, tail.index))) return false;
  if (tail) return /[^;&|\s]/.test(end.slice(0, 1));
  return /[^&]&$/.test(end);
}

/** The last word of the copy that a command makes, as it is written; undefined where it is no plain copy. */
export function copyTarget(command: string): string | undefined {
  const last = command.split(/&&|;/).at(-1)?.trim() ?? '';
  if (/[|`]|\$\(/.test(last)) return undefined;
  const [program = '', ...words] = last.match(/"[^"]*"|\S+/g) ?? [];
  if (!/^(?:\/\S*\/)?(?:cp|install|mv|copy|gzip)$/i.test(program)) return undefined;
  const target = words.at(-1)?.replace(/^>?(["']?)(.*)\1$/, '$2');
  return target?.includes('%f') ? target : undefined;
}

/** The file that a plain copy reads, as it is written; undefined where it is no plain copy of `%f`. */
export function copySource(command: string): string | undefined {
  if (/[|`;&]|\$\(/.test(command)) return undefined;
  const [program = '', ...words] = command.trim().match(/"[^"]*"|\S+/g) ?? [];
  if (!/^(?:\/\S*\/)?(?:cp|copy)$/i.test(program)) return undefined;
  const source = words.at(-2)?.replace(/^(["']?)(.*)\1$/, '$2');
  return source?.includes('%f') ? source : undefined;
}

/** A command without what stands between quotes, where the shell reads neither bars nor names of programs. */
function outsideQuotes(command: string): string {
  return command.replace(/'[^']*'|"[^"]*"/g, '""');
}

/** Whether a pipe of the command itself may hide a failure: that of the command that reads `%p`. */
export function hidesPipe(command: string): boolean {
  if (/\bpipefail\b|PIPESTATUS/.test(command)) return false;
  const pipe = /(?<!\|)\|(?!\|)/.exec(outsideQuotes(command));
  if (!pipe) return false;
  const [first = '', ...rest] = command.split(/(?<!\|)\|(?!\|)/);
  return first.includes('%p') && rest.join('').includes('%f');
}

/** Whether the command succeeds because a file is there, whatever is in it. */
export function skipsExisting(command: string): boolean {
  return /^\s*(?:test\s+-[ef]\s+(?:"[^"]*%f"|\S*%f)|\[\s+-[ef]\s+(?:"[^"]*%f"|\S*%f)\s+\])\s*\|\|/.test(command);
}

/** A path that begins at the folder the command runs in: neither a root, a drive, a home, a variable nor another host. */
export function isRelative(path: string): boolean {
  return !/^(?:[/\\~$%]|[A-Za-z]:|[^/]+:)/.test(path);
}

/** A plain copy that neither tests nor is told not to overwrite. */
export function copiesBlindly(command: string): boolean {
  if (/\btest\b|\[|\bif\b|\bif not exist\b|&&|\|\|/i.test(command)) return false;
  const found = /^\s*(?:\/\S*\/)?(cp|scp|copy)\s+(.*)$/i.exec(command);
  if (!found) return false;
  const [, , rest = ''] = found;
  return (
    !/(?:^|\s)(?:-\w*[ni]\w*|--no-clobber|--update=none|--interactive|\/-y)(?:\s|$)/i.test(rest) && rest.includes('%p')
  );
}
