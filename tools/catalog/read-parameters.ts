import type { Context, Parameter, ParameterType } from '../../core/src/catalog/parameter.ts';
import type { PostgresServer } from '../postgres/postgres-server.ts';

interface Row {
  readonly name: string;
  readonly vartype: ParameterType;
  readonly unit: string | null;
  readonly min_val: string | null;
  readonly max_val: string | null;
  readonly enumvals: readonly string[] | null;
  readonly boot_val: string | null;
  readonly context: Context;
  readonly category: string;
}

/** `pg_settings` prints the largest double with six digits only. */
function toNumber(text: string): number {
  const number = Number(text);
  return Math.abs(number) >= 1.79769e308 ? Math.sign(number) * Number.MAX_VALUE : number;
}

function fromRow(row: Row): Parameter {
  return {
    name: row.name,
    type: row.vartype,
    ...(row.unit === null ? {} : { unit: row.unit }),
    ...(row.min_val === null ? {} : { min: toNumber(row.min_val) }),
    ...(row.max_val === null ? {} : { max: toNumber(row.max_val) }),
    ...(row.enumvals === null ? {} : { values: row.enumvals }),
    ...(row.boot_val === null ? {} : { boot: row.boot_val }),
    context: row.context,
    category: row.category,
  };
}

/** Every parameter that `pg_settings` of a running server shows. */
export async function readParameters(server: PostgresServer): Promise<readonly Parameter[]> {
  const rows = await server.query<Row & Record<string, unknown>>(
    `select name, vartype, unit, min_val, max_val, enumvals, boot_val, context, category
       from pg_settings
      where name not like '%.%'`,
  );
  return rows.map(fromRow);
}
