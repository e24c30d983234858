import type { SynchronousName, SynchronousStandbyNames } from '../../syntax/synchronous-standby-names.ts';
import { insideValue } from '../places.ts';
import { defineRule } from '../rule.ts';
import { namesInForce, rewriteNames } from './names-in-force.ts';

/** `*` fits every standby (in quotes too), so what could be told apart behind it no longer is. */
export const namesShadowedByStar = defineRule({
  id: 'names-shadowed-by-star',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`synchronous_standby_names` mixes `*` with names that then have no effect.',
    why: 'With FIRST (and in a plain list) the first entry that fits a standby counts, and `*` fits all: names behind it give no priority. With ANY all entries are equal: beside `*` no name matters.',
    how: 'Put `*` last to prefer the named standbys, or leave it out to wait for named standbys only.',
    see: ['runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES'],
  },
  messages: {
    behindStar: '* fits every standby, so "{name}" behind it has no priority: any standby may confirm commits instead.',
    besideStar: '* fits every standby, so naming "{name}" beside it has no effect: any standby may confirm commits.',
  },

  check(server, report) {
    const list = namesInForce(server);
    const shadowed = list ? shadowedNames(list) : [];
    if (!list || shadowed.length === 0) return;
    const names = list.names.map(({ text }) => text);
    const kept = list.method === 'ANY' ? ['*'] : names.slice(0, names.indexOf('*') + 1);
    const last = [...new Set([...names.filter((it) => it !== '*'), '*'])];
    const fixes = [
      rewriteNames(server, list, { title: 'Remove the names without effect', safety: 'safe', names: kept }),
    ];
    if (list.method === 'FIRST') {
      fixes.push(rewriteNames(server, list, { title: 'Put * last', safety: 'unsafe', names: last }));
    }
    const id = list.method === 'ANY' ? 'besideStar' : 'behindStar';
    for (const { text, range } of shadowed) {
      report(insideValue(server, list.at, range), id, { name: text.slice(0, 20) }, { fixes });
    }
  },

  examples: [
    {
      title: 'a name behind the star',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 's1, *, s2'
#                                   ^^ behindStar
`,
      },
      fixed: {
        'postgresql.conf': `
synchronous_standby_names = 's1, *'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a quorum of any standbys',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 2 (s1, *)'
#                                   ^^ besideStar
`,
      },
      fixed: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 2 (*)'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 's1 if it is there, else any other',
      files: { 'postgresql.conf': "synchronous_standby_names = 's1, *'\n" },
      onServer: { starts: true },
    },
  ],
});

function shadowedNames({ method, names }: SynchronousStandbyNames): readonly SynchronousName[] {
  const star = names.findIndex(({ text }) => text === '*');
  if (star < 0) return [];
  return names.filter(({ text }, position) => text !== '*' && (method === 'ANY' || position > star));
}
