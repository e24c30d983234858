import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { formatAuthFile } from '../../core/src/format/format-auth.ts';
import { formatConf } from '../../core/src/format/format-conf.ts';
import { withEdits } from '../../core/src/format/text-edit.ts';
import {
  makeDataDirectory,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { SeededRandom } from '../support/seeded-random.ts';

/** The stock file with its defaults uncommented and its blanks disturbed, as hands leave it. */
function disturbed(stock: string, random: SeededRandom): string {
  const blank = () => random.pick([' ', '  ', '\t', ' \t ']);
  return stock
    .split('\n')
    .map((line) => {
      const [, name, value, rest = ''] = /^#(\w+) = ('[^']*'|[\w.+-]+)(\s*#.*|\s*)$/.exec(line) ?? [];
      if (name === undefined || random.once(3)) return line;
      const sign = random.pick(['=', `${blank()}=${blank()}`, blank()]);
      return `${random.once(3) ? blank() : ''}${name}${sign}${value}${rest}`;
    })
    .join('\n');
}

/** What initdb writes. */
function stockOf(major: Major): string {
  const data = makeDataDirectory(major);
  const text = readFileSync(join(data, 'postgresql.conf'), 'utf8');
  removeDataDirectory(data);
  return text;
}

function records(random: SeededRandom): string {
  const blank = () => random.pick([' ', '   ', '\t', '\t\t']);
  const name = () =>
    random.pick(['all', 'replication', 'a,b', '"a b"', '+staff', 'sameuser', 'a_rather_long_database_name']);
  const address = () =>
    random.pick(['10.0.0.0/8', '10.0.0.0 255.0.0.0', '::1/128', 'all', 'samenet', 'db.example', '10.0.0.1']);
  const method = () => random.pick(['trust', 'md5', 'reject', 'ldap ldapserver=a   ldapprefix="x y"', 'ident map=m']);
  return random
    .list(150, 150, () => {
      const type = random.pick(['local', 'host', 'hostssl']);
      const parts = [type, name(), name(), ...(type === 'local' ? [] : [address()]), method()];
      const comment = random.once(4) ? `${blank()}# why` : '';
      return random.once(6) ? '' : `${random.once(4) ? blank() : ''}${parts.join(blank())}${comment}`;
    })
    .join('\n');
}

const settings = 'SELECT sourceline, name, setting, applied, error FROM pg_file_settings ORDER BY seqno';
const rules =
  'SELECT line_number, type, database, user_name, address, netmask, auth_method, options, error FROM pg_hba_file_rules ORDER BY line_number';

suite('a file means the same to the server when it is formatted', { concurrency: 2 }, () => {
  for (const major of majors) {
    const skip = !installedMajors().includes(major) && `PostgreSQL ${major} is not installed`;
    test(`PostgreSQL ${major}`, { skip }, async () => {
      const random = new SeededRandom(major);
      const server = await PostgresServer.start(major, 'ssl = off\n');
      const path = (name: string) => join(server.data, name);
      const rowsAfter = async (name: string, text: string, question: string) => {
        writeServerFile(path(name), text);
        return server.query(question);
      };
      try {
        const own = readFileSync(path('postgresql.conf'), 'utf8');
        const conf = `${disturbed(stockOf(major), random)}\n${own}`;
        const formatted = withEdits(conf, formatConf(conf));
        assert.notEqual(formatted, conf);
        assert.deepEqual(
          await rowsAfter('postgresql.conf', formatted, settings),
          await rowsAfter('postgresql.conf', conf, settings),
        );
        const hba = records(random);
        const laidOut = withEdits(hba, formatAuthFile(hba, 'hba', major));
        assert.notEqual(laidOut, hba);
        const before = await rowsAfter('pg_hba.conf', hba, rules);
        assert.ok(before.length > 80);
        assert.deepEqual(await rowsAfter('pg_hba.conf', laidOut, rules), before);
      } finally {
        await server.discard();
      }
    });
  }
});
