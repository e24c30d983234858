import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { PostgresServer } from '../postgres/postgres-server.ts';
import { programsOf } from '../postgres/programs.ts';
import { findUnlisted } from './find-unlisted.ts';
import { dataFiles } from './merge-spans.ts';
import { type MajorFacts, readMajor } from './read-major.ts';

/**
 * `npm run catalog`: reads every major off a running server and writes the catalogue's data. All majors must be
 * installed, since the files hold the spans of all.
 */
const folder = join(dirname(fileURLToPath(import.meta.url)), '../../core/src/catalog/data');
/** Old spellings that the server maps to a parameter. */
const aliases = ['sort_mem', 'vacuum_mem', 'ssl_ecdh_curve'];

const missing = majors.filter((major) => !programsOf(major));
if (missing.length > 0) {
  process.stderr.write(
    `Not installed: PostgreSQL ${missing.join(', ')}. Run "node tools/postgres/install.mjs" first.\n`,
  );
  process.exit(2);
}

/** Reads one major; throws where it takes names that the data would not hold. */
async function factsOf(major: Major): Promise<MajorFacts> {
  const server = await PostgresServer.start(major);
  try {
    const facts = await readMajor(server);
    const listed = new Set([...facts.parameters.map(({ name }) => name.toLowerCase()), ...aliases]);
    const unlisted = findUnlisted(server, listed);
    if (unlisted.length > 0) throw new Error(`${major} takes names that no data file holds: ${unlisted.join(', ')}`);
    return facts;
  } finally {
    await server.discard();
  }
}

const snapshots = new Map<Major, MajorFacts>();
for (const major of majors) {
  const facts = await factsOf(major);
  snapshots.set(major, facts);
  process.stdout.write(
    `PostgreSQL ${major}: ${facts.parameters.length} parameters, ${facts.hba.length} words of pg_hba.conf\n`,
  );
}
for (const [name, text] of dataFiles(snapshots)) writeFileSync(join(folder, name), text);
