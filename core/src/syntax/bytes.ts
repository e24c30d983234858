/**
 * A text as the server sees it before it knows an encoding: each character of the result is one byte of the UTF-8 form
 * (code 0 to 255). Halves of characters become U+FFFD.
 */
export function utf8Bytes(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
