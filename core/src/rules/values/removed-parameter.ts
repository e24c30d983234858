import { renameOf, successorOf } from '../../catalog/renames.ts';
import type { ServerConfig, Setting } from '../../model/server-config.ts';
import { quoteValue, removeLine } from '../edits.ts';
import { defineRule, type Fix, replace } from '../rule.ts';
import { strangeNames } from './classify-name.ts';

/** The old line under its new name with its value converted, where both are known; else the line taken out. */
function fixOf(server: ServerConfig, setting: Setting): Fix {
  const successor = successorOf(setting.name, setting.value, server.catalog.major);
  if (successor?.value === undefined || server.setting(successor.name).at) {
    const edits = [removeLine(server, setting.nameAt.uri, setting.nameAt.range)];
    return { title: `Remove ${setting.name}`, safety: 'unsafe', edits };
  }
  const { name, value } = successor;
  const rename = replace(setting.nameAt, name);
  if (value === setting.value) return { title: `Rename to ${name}`, safety: 'safe', edits: rename };
  const edits = [...rename, ...replace(setting.at, quoteValue(value))];
  return { title: `Change to ${name} = ${value}`, safety: 'safe', edits };
}

/** A parameter that this major has given up or renamed. */
export const removedParameter = defineRule({
  id: 'removed-parameter',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The parameter existed in earlier major releases only.',
    why: 'A server that does not know a name refuses to start; at a reload it ignores every change in all its files.',
    how: 'Take the fix, which knows the new name and converts the value, or remove the line.',
    see: ['release.html', 'runtime-config.html'],
  },
  messages: {
    renamed: '{name} is called {successor} since {gone}: the server does not start with the old name.',
    removed: '{name} is gone since {gone}: the server does not start with it.',
  },

  check(server, report) {
    for (const { setting, is: found } of strangeNames(server)) {
      if (found.kind !== 'removed') continue;
      const rename = renameOf(setting.name);
      const gone = rename?.gone ?? (found.last === undefined ? 'long ago' : found.last + 1);
      const { name } = setting;
      const options = { fixes: [fixOf(server, setting)], tags: ['deprecated'] as const };
      const successor = successorOf(name, setting.value, server.catalog.major)?.name;
      if (successor !== undefined) report(setting.nameAt, 'renamed', { name, successor, gone }, options);
      else report(setting.nameAt, 'removed', { name, gone }, options);
    }
  },

  examples: [
    {
      title: 'segments became megabytes in 13',
      majors: { first: 13 },
      files: {
        'postgresql.conf': `
wal_keep_segments = 32 # two hours
#<^^^^^^^^^^^^^^^ renamed
`,
      },
      fixed: {
        'postgresql.conf': `
wal_keep_size = 512MB # two hours
`,
      },
      onServer: { refusesToStart: 'unrecognized configuration parameter' },
    },
    {
      title: 'the trigger file went away in 16',
      majors: { first: 16 },
      files: {
        'postgresql.conf': `
wal_level = replica
promote_trigger_file = '/tmp/promote'
#<^^^^^^^^^^^^^^^^^^ removed
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = replica
`,
      },
      onServer: { refusesToStart: 'unrecognized configuration parameter' },
    },
    {
      title: 'the new name',
      majors: { first: 13 },
      files: {
        'postgresql.conf': `
wal_keep_size = 512MB
`,
      },
      onServer: { starts: true },
    },
  ],
});
