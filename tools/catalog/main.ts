import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { programsOf } from '../postgres/programs.ts';
import { findUnlisted } from './find-unlisted.ts';
import { dataFiles } from './merge-spans.ts';
import { type MajorFacts, readMajor } from './read-major.ts';

/**
 * `npm run catalog`: reads every major off a running server and writes the catalogue's data. All majors must be
 * installed, since the files hold the spans of all.
 */
const folder = join(dirname(fileURLToPath(import.meta.url)), '../../core/src/catalog/data');
const accounted = ['sort_mem', 'vacuum_mem', 'ssl_ecdh_curve'];

const missing = majors.filter((major) => !programsOf(major));
if (missing.length > 0) {
  process.stderr.write(
    `Not installed: PostgreSQL ${missing.join(', ')}. Run "node tools/postgres/install.mjs" first.\n`,
  );
  process.exit(2);
}

const snapshots = new Map<Major, MajorFacts>();
for (const major of majors) {
  const facts = await readMajor(major);
  snapshots.set(major, facts);
  const listed = new Set([...facts.parameters.map(({ name }) => name.toLowerCase()), ...accounted]);
  const unlisted = findUnlisted(major, listed);
  if (unlisted.length > 0)
    throw new Error(`${major} takes names that are accounted for nowhere: ${unlisted.join(', ')}`);
  process.stdout.write(
    `PostgreSQL ${major}: ${facts.parameters.length} parameters, ${facts.hba.length} words of pg_hba.conf\n`,
  );
}
for (const [name, text] of dataFiles(snapshots)) writeFileSync(join(folder, name), text);
