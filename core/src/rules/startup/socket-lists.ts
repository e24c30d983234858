/** A blank to the server's own list readers (`scanner_isspace`). */
const blanks = '[ \\t\\n\\r\\f\\v]*';
const quotedItem = '"(?:[^"]|"")*"';

const names = new RegExp(`^${blanks}(?:${list(`(?:${quotedItem}|[^",\\s][^,\\s]*)`)})?$`);
const paths = new RegExp(`^${blanks}(?:${list(`(?:${quotedItem}|[^",\\s][^,]*)`)})?$`);

function list(item: string): string {
  return `${item}${blanks}(?:,${blanks}${item}${blanks})*`;
}

/** Whether `listen_addresses` reads as a list: words or quoted items between commas, or nothing. */
export function isNameList(value: string): boolean {
  return names.test(value);
}

/** Whether `unix_socket_directories` reads as a list (`SplitDirectoriesString`): as above, but blanks may stand in a path. */
export function isPathList(value: string): boolean {
  return paths.test(value);
}
