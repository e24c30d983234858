/** A stretch of a file under a heading: `# WRITE-AHEAD LOG` and, below it, `# - Settings -`, as stock files have them. */
export interface Section {
  readonly title: string;
  readonly isSub: boolean;
  /** The line of the heading. */
  readonly start: number;
  /** The last line with anything in it. */
  readonly end: number;
}

const heading = /^#[ \t]*([A-Z][A-Z0-9 ,/()&-]{3,}?(?: \([A-Za-z ]+\))?)[ \t]*$/;
const subheading = /^#[ \t]*- (.+) -[ \t]*$/;
/** As people write them: `# --- Replication ---`, `#### Replication ####`. */
const banner = /^#+[ \t]*[-=*#]{2,}[ \t]+(\S.*?)[ \t]+[-=*#]{2,}[ \t]*$/;

/** Whether a line is the heading of a section. */
export function isHeading(line: string): boolean {
  return heading.test(line) || subheading.test(line) || banner.test(line);
}

/** The sections of a file in their order; one that holds nothing is none. */
export function sectionsOf(lines: readonly string[]): readonly Section[] {
  const starts = lines.flatMap((line, start) => {
    const sub = subheading.exec(line);
    const title = (sub ?? heading.exec(line) ?? banner.exec(line))?.[1];
    return title === undefined ? [] : [{ title, isSub: sub !== null, start }];
  });
  return starts.flatMap((section, index) => {
    const next = starts.slice(index + 1).find((other) => section.isSub || !other.isSub);
    let end = (next?.start ?? lines.length) - 1;
    while (end > section.start && /^#?[-=*#]*[ \t]*$/.test(lines[end] ?? '')) end--;
    return end > section.start ? [{ ...section, end }] : [];
  });
}
