const limit = 2 ** 31;

/**
 * Reads an integer as libpq does: blanks before and behind are skipped, 32 bits (`pqParseIntParam`); undefined for
 * anything else. `lenient` reads as C's `atoi`: whatever digits there are, 0 without any.
 */
export function parseConninfoInteger(value: string, lenient: boolean): number | undefined {
  const found = /^[ \t\n\v\f\r]*([-+]?[0-9]+)(.*)$/s.exec(value);
  if (lenient) return found ? Number(BigInt.asIntN(32, clamp(BigInt(found[1]?.replace('+', '') ?? 0)))) : 0;
  if (!found || /[^ \t\n\v\f\r]/.test(found[2] ?? '')) return undefined;
  const number = Number(found[1]);
  return number >= -limit && number < limit ? number : undefined;
}

/** 64 bits, as `strtol` leaves it. */
function clamp(value: bigint): bigint {
  const most = 2n ** 63n - 1n;
  if (value > most) return most;
  return value < -most - 1n ? -most - 1n : value;
}
