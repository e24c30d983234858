/** Why the server's regular expression compiler refuses a pattern. */
export class RegexError extends Error {}
