/** The heading of a part of a file: `# WRITE-AHEAD LOG` and, below it, `# - Settings -`, as stock files have them. */
interface Heading {
  readonly title: string;
  readonly isSub: boolean;
  /** Its line. */
  readonly start: number;
}

/** A stretch of a file under a heading. */
export interface Section extends Heading {
  /** The last line with anything in it. */
  readonly end: number;
}

const capitals = /^#[ \t]*([A-Z][A-Z0-9 ,/()&-]{3,}?(?: \([A-Za-z ]+\))?)[ \t]*$/;
const subheading = /^#[ \t]*- (.+) -[ \t]*$/;
/** As people write them: `# --- Replication ---`, `#### Replication ####`. */
const banner = /^#+[ \t]*[-=*#]{2,}[ \t]+(\S.*?)[ \t]+[-=*#]{2,}[ \t]*$/;
/** What stands above and below a heading of the stock file; also a comment without words. */
const rule = /^#[ \t]*[-=*#]*[ \t]*$/;
/** Words that call for attention, and name no part of a file. */
const call = /^(?:TODO|FIXME|XXX+|HACK|TBD|BUG|NOTE|NOTICE|NB|WARNING|CAUTION|ATTENTION|IMPORTANT|DEPRECATED|DO NOT)\b/;
const settingInComment = /^#[ \t]*[a-z_.]+[ \t]*=/i;

/** Whether a line is a comment of words, which is neither a heading in a form of its own nor a setting commented out. */
function isProse(line: string | undefined): boolean {
  if (line === undefined || !/^[ \t]*#/.test(line) || rule.test(line)) return false;
  return !settingInComment.test(line) && !subheading.test(line) && !banner.test(line);
}

/** Words in capitals are a heading below a rule or on their own; in a comment of several lines they are its words. */
function capitalsAt(lines: readonly string[], at: number): string | undefined {
  const title = capitals.exec(lines[at] ?? '')?.[1];
  if (title === undefined || call.test(title)) return undefined;
  if (/[-=*#]{3}/.test(lines[at - 1] ?? '') && rule.test(lines[at - 1] ?? '')) return title;
  return /[a-z]/.test(title) || isProse(lines[at - 1]) || isProse(lines[at + 1]) ? undefined : title;
}

/** The headings of a file in their order. */
export function headingsOf(lines: readonly string[]): readonly Heading[] {
  return lines.flatMap((line, start) => {
    const sub = subheading.exec(line);
    const title = (sub ?? banner.exec(line))?.[1] ?? capitalsAt(lines, start);
    return title === undefined ? [] : [{ title, isSub: sub !== null, start }];
  });
}

/** The sections of a file in their order; one that holds nothing is none. */
export function sectionsOf(lines: readonly string[]): readonly Section[] {
  const headings = headingsOf(lines);
  return headings.flatMap((heading, index) => {
    const next = headings.slice(index + 1).find((other) => heading.isSub || !other.isSub);
    let end = (next?.start ?? lines.length) - 1;
    while (end > heading.start && /^#?[-=*#]*[ \t]*$/.test(lines[end] ?? '')) end--;
    return end > heading.start ? [{ ...heading, end }] : [];
  });
}
