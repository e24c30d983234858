import type { Major } from '../../../../core/src/index.ts';

/** Milliseconds since 1970 of a `timestamptz`, or the length of an `interval`: independent of DateStyle and the like. */
export function milliseconds(expression: string): string {
  return `(extract(epoch FROM ${expression}) * 1000)::int8`;
}

/** What majors before `first` do not have is NULL there, so that rows have the same columns in every major. */
export function since(first: Major, major: Major, expression: string): string {
  return major >= first ? expression : 'NULL';
}

/** Counters of a row of a view (`alias`) that begin with `prefix` and are not 0, by name without it: a JSON object of texts. */
export function countersOf(alias: string, prefix: string): string {
  return `(SELECT json_object_agg(substr(key, ${prefix.length + 1}), value) FROM json_each_text(row_to_json(${alias}))
    WHERE left(key, ${prefix.length}) = '${prefix}' AND value <> '0')`;
}
