/** A literal that every setting of `standard_conforming_strings` reads alike. */
export function sqlLiteral(text: string): string {
  const quoted = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  return text.includes('\\') ? ` E${quoted}` : quoted;
}

/** A name, always quoted. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
