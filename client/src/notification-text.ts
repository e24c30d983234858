/**
 * A text for a notification as nothing but text: there VS Code makes links of `[words](target)`, commands included, and the
 * words may be those of a server.
 */
export function notificationText(text: string): string {
  return text.replaceAll('](', '] (').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
