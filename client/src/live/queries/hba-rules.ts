import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { integer, optional, text, texts } from '../text-values.ts';
import { since } from './sql.ts';

/** pg_hba_file_rules: the records as they are on the disk now, in order, with those that cannot be read. */
export const hbaRules = defineQuery({
  name: 'HBA records',
  needs: ['pg_catalog.pg_hba_file_rules', 'pg_catalog.pg_hba_file_rules()'],
  text: ({ major, stale }) => `SELECT ${since(16, major, 'file_name')} AS file, line_number AS line, type,
  array_to_json(database) AS databases, array_to_json(user_name) AS users, address, netmask, auth_method AS method,
  array_to_json(options) AS options, error
FROM pg_catalog.pg_hba_file_rules WHERE ${stale}`,
  row: z.object({
    file: optional(text),
    line: optional(integer),
    type: optional(text),
    databases: texts,
    users: texts,
    address: optional(text),
    netmask: optional(text),
    method: optional(text),
    options: texts,
    error: optional(text),
  }),
});
