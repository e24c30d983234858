import * as z from 'zod/mini';
import type { Major } from '../../../../core/src/index.ts';
import { defineQuery, type Query } from '../query.ts';
import { sqlLiteral } from '../quote-sql.ts';
import type { Rights } from '../rights.ts';
import { boolean, texts } from '../text-values.ts';

/** The function that "read a file of the server" stands for. */
const readFile = 'pg_catalog.pg_read_file(text,bigint,bigint)';

/** Asks what the role may do of all that `queries` need; can be refused to nobody. */
export function roleRights(queries: readonly Query<unknown>[]): Query<Rights> {
  return defineQuery({
    name: 'Rights',
    text: ({ major }) => {
      const needs = new Set([readFile, ...queries.flatMap((query) => query.needs(major))]);
      return `SELECT current_setting('is_superuser') = 'on' AS superuser,
  pg_has_role('pg_read_all_stats', 'USAGE') AS "readStatistics",
  pg_has_role('pg_read_all_settings', 'USAGE') AS "readSettings",
  (SELECT array_to_json(array_agg(need)) FROM unnest(ARRAY[${[...needs].map(sqlLiteral).join(', ')}]) AS need
    WHERE ${allowed(major)}) AS granted`;
    },
    row: z.pipe(
      z.object({ superuser: boolean, readStatistics: boolean, readSettings: boolean, granted: texts }),
      z.transform(({ granted, ...rights }) => ({
        ...rights,
        readFiles: granted.includes(readFile),
        granted: new Set(granted),
      })),
    ),
  });
}

/** NULL, and so not granted, where there is no such thing. Up to 10, pg_read_file itself refuses all but superusers. */
function allowed(major: Major): string {
  const inFunction = major === 10 ? `(need <> '${readFile}' OR current_setting('is_superuser') = 'on') AND ` : '';
  return `CASE WHEN right(need, 1) = ')'
      THEN ${inFunction}has_function_privilege(to_regprocedure(need)::oid, 'EXECUTE')
      ELSE has_any_column_privilege(to_regclass(need)::oid, 'SELECT') END`;
}
