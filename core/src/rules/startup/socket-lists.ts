import type { Major } from '../../catalog/parameter.ts';

/** What is a blank to the server's list readers (`scanner_isspace`): up to 16 the vertical tab is none. */
function blanksOf(major: Major): string {
  return major >= 17 ? ' \\t\\n\\r\\f\\v' : ' \\t\\n\\r\\f';
}

function list(item: string, blanks: string): RegExp {
  const separator = `[${blanks}]*,[${blanks}]*`;
  return new RegExp(`^[${blanks}]*(?:${item}(?:${separator}${item})*[${blanks}]*)?$`);
}

const quotedItem = '"(?:[^"]|"")*"';

/** Whether `listen_addresses` reads as a list: words or quoted items between commas, or nothing. */
export function isNameList(value: string, major: Major): boolean {
  const blanks = blanksOf(major);
  return list(`(?:${quotedItem}|[^",${blanks}][^,${blanks}]*)`, blanks).test(value);
}

/** Whether `unix_socket_directories` reads as a list (`SplitDirectoriesString`): as above, but blanks may stand in a path. */
export function isPathList(value: string, major: Major): boolean {
  const blanks = blanksOf(major);
  return list(`(?:${quotedItem}|[^",${blanks}][^,]*)`, blanks).test(value);
}

/** Whether a list has no item. */
export function isBlank(value: string, major: Major): boolean {
  return list('$^', blanksOf(major)).test(value);
}
