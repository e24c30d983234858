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
