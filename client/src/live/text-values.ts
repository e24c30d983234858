import * as z from 'zod/mini';
import { parseLsn } from '../../../core/src/index.ts';

/** A schema that reads a text of the server; what `read` leaves undefined is refused as "not a `what`". */
function textValue<Value>(what: string, read: (text: string) => Value | undefined) {
  return z.pipe(
    z.string(),
    z.transform((text, context): Value => {
      const value = read(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', message: `not ${what}`, input: undefined });
      return z.NEVER;
    }),
  );
}

function wholeNumber(text: string): bigint | undefined {
  return /^-?\d+$/.test(text) && !text.endsWith('\n') ? BigInt(text) : undefined;
}

function safeNumber(text: string): number | undefined {
  const number = Number(wholeNumber(text) ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** NULL as undefined. */
export function optional<Output>(schema: z.ZodMiniType<Output, string>) {
  return z.pipe(
    z.nullable(schema),
    z.transform((value) => value ?? undefined),
  );
}

/** Any text. */
export const text = z.string();

/** An `int8` or a `numeric` without decimals. */
export const bigint = textValue('a whole number', wholeNumber);

/** An `int4`, or an `int8` that a number of JavaScript holds exactly. */
export const integer = textValue('an integer', safeNumber);

/** `t` or `f`. */
export const boolean = textValue('a boolean', (value) => {
  if (value === 't') return true;
  return value === 'f' ? false : undefined;
});

/** A `pg_lsn`. */
export const lsn = textValue('an LSN', parseLsn);

/** Milliseconds since 1970, as `milliseconds` of queries/sql.ts asks for them: a Date. */
export const instant = textValue('an instant', (value) => {
  const date = new Date(safeNumber(value) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
});

/** JSON of the given shape; for arrays and records, whose own text form depends on quotes and settings. */
export function json<Output>(schema: z.ZodMiniType<Output>) {
  return textValue('the JSON that was asked for', (value) => schema.safeParse(parsedJson(value)).data);
}

/** A JSON array of texts (`array_to_json`); NULL is []. */
export const texts = z.pipe(
  z.nullable(json(z.array(z.string()))),
  z.transform((value): readonly string[] => value ?? []),
);

/** A JSON object of counters written as texts; NULL is an empty map. */
export const counters = z.pipe(
  z.nullable(json(z.record(z.string(), bigint))),
  z.transform((value): ReadonlyMap<string, bigint> => new Map(Object.entries(value ?? {}))),
);
