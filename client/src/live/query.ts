import * as z from 'zod/mini';
import type { Major } from '../../../core/src/index.ts';
import type { TextRow } from '../connect/session.ts';
import { missing, type Rights } from './rights.ts';

/** What the text of a query may depend on. */
export interface QueryContext {
  readonly major: Major;
  readonly rights: Rights;
  /** SQL that is true where what changes with a reload only has to be read anew. It is evaluated once, before any row. */
  readonly stale: string;
}

/** One statement and the shape of its rows. */
export interface Query<Row> {
  /** What it shows, in the words of the tree: `HBA records`. */
  readonly name: string;
  /** Views, tables and functions (`pg_catalog.f(text)`) it needs rights on; without one of them it is left out. */
  needs(major: Major): readonly string[];
  /** One statement without a semicolon at its end; undefined: there is no such thing in this major. */
  text(context: QueryContext): string | undefined;
  /** Throws an `Error` without a value in it where a row is not of the shape. */
  read(rows: readonly TextRow[]): readonly Row[];
}

/**
 * Defines a query. Its text names relations with `pg_catalog.`; functions and operators are found there too, because
 * `compose` fixes the search path. `row` reads the texts of a row.
 */
export function defineQuery<Row>(definition: {
  readonly name: string;
  readonly needs?: readonly string[] | ((major: Major) => readonly string[]);
  readonly text: (context: QueryContext) => string | undefined;
  readonly row: z.ZodMiniType<Row>;
}): Query<Row> {
  const { name, needs = [], text } = definition;
  const schema = z.array(definition.row);
  return {
    name,
    needs: typeof needs === 'function' ? needs : () => needs,
    text,
    read: (rows) => {
      const read = schema.safeParse(rows);
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      throw new Error(`${name}: unexpected answer, ${issue?.path.slice(1).join('.')}: ${issue?.message}`);
    },
  };
}

/** Rows of the queries of one round trip. */
export interface Answer {
  /** Undefined: it was not asked, for want of rights or of such a thing in this major. */
  rows<Row>(query: Query<Row>): readonly Row[] | undefined;
}

/** Several queries in one text for `Session.run`. */
export interface Composition {
  readonly text: string;
  answer(results: readonly (readonly TextRow[])[]): Answer;
}

/** Local to the one transaction that the whole text is; nothing in another schema can stand in for what is asked. */
const fixedPath = "SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true)";

/** Puts all queries that the role may ask of this major into one text. */
export function compose(queries: readonly Query<unknown>[], context: QueryContext): Composition {
  const asked: Query<unknown>[] = [];
  const statements = [fixedPath];
  for (const query of queries) {
    const text = query.text(context);
    if (text === undefined || missing(context.rights, query.needs(context.major)).length > 0) continue;
    asked.push(query);
    statements.push(text);
  }
  return {
    text: statements.join(';\n'),
    answer: (results) => ({
      rows: (query) => {
        const index = asked.indexOf(query);
        return index < 0 ? undefined : query.read(results[index + 1] ?? []);
      },
    }),
  };
}
