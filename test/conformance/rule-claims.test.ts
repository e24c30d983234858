import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { majors } from '../../core/src/catalog/parameter.ts';
import { removeDataDirectory } from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { disproveClaim, makeEmptyDataDirectory } from '../support/claims.ts';
import { majorsOf, ruleCases } from '../support/rule-cases.ts';

const claims = ruleCases.filter(({ example }) => example.onServer);
const installed = installedMajors();

suite('what the examples claim of real servers', { concurrency: 2 }, () => {
  for (const major of majors) {
    test(`PostgreSQL ${major}`, async (t) => {
      if (!installed.includes(major)) return t.skip(`PostgreSQL ${major} is not installed: its claims are not proved`);
      const fresh = makeEmptyDataDirectory(major);
      const about = claims.filter((it) => majorsOf(it).includes(major));
      const disproved: string[] = [];
      for (const it of about) {
        const wrong = await disproveClaim(major, fresh, it);
        if (wrong !== undefined) disproved.push(`${it.rule.id}, ${it.example.title}: ${wrong}`);
      }
      removeDataDirectory(fresh);
      t.diagnostic(`${about.length} claims`);
      assert.notEqual(about.length, 0);
      assert.deepEqual(disproved, []);
    });
  }
});
