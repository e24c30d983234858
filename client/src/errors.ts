/** A wish that cannot be met; its message is one sentence for the user. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** One sentence for the user from whatever was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof Error && error.message !== '') return `PG Replication: ${error.message}`;
  return `PG Replication: something went wrong (${String(error)}).`;
}
