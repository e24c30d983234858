import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { boolean, text, texts } from '../text-values.ts';

/** pg_publication. Tables are listed one by one only where they are chosen: all tables of a database may be thousands. */
export const publications = defineQuery({
  name: 'Publications',
  needs: ['pg_catalog.pg_publication', 'pg_catalog.pg_publication_tables'],
  text: ({
    major,
  }) => `SELECT p.pubname AS name, p.puballtables AS "allTables", p.pubinsert AS insert, p.pubupdate AS update,
  p.pubdelete AS delete, ${major >= 11 ? 'p.pubtruncate' : 'false'} AS truncate,
  CASE WHEN NOT p.puballtables THEN
    (SELECT array_to_json(array_agg(t.schemaname || '.' || t.tablename ORDER BY t.schemaname, t.tablename))
      FROM pg_catalog.pg_publication_tables AS t WHERE t.pubname = p.pubname) END AS tables
FROM pg_catalog.pg_publication AS p ORDER BY p.pubname`,
  row: z.object({
    name: text,
    allTables: boolean,
    insert: boolean,
    update: boolean,
    delete: boolean,
    truncate: boolean,
    tables: texts,
  }),
});
