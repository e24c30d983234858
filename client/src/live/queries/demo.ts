/** What the primary of the demo needs before its standbys come; asynchronous, since nobody could confirm it yet. */
export const demoSetup: readonly string[] = [
  'SET synchronous_commit = local',
  "SELECT pg_catalog.pg_create_physical_replication_slot('standby1', true)",
  "SELECT pg_catalog.pg_create_physical_replication_slot('standby2', true)",
  'CREATE TABLE public.demo (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT pg_catalog.now(), note text)',
  'CREATE PUBLICATION demo FOR TABLE public.demo',
];

/** A little load, so that something moves; the table stays small. */
export const demoLoad =
  "INSERT INTO public.demo (note) SELECT pg_catalog.repeat('x', 200) FROM pg_catalog.generate_series(1, 50); DELETE FROM public.demo WHERE id < (SELECT pg_catalog.max(id) - 5000 FROM public.demo)";
