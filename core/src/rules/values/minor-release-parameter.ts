import { defineRule } from '../rule.ts';
import { strangeNames } from './classify-name.ts';

/** A parameter that only some builds of this major know: later minor releases, or one distribution's. */
export const minorReleaseParameter = defineRule({
  id: 'minor-release-parameter',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The parameter came with a minor release, or exists only in the builds of one distribution.',
    why: 'A server of this major that does not have it refuses to start.',
    how: 'Make sure that every server that reads this file is new enough, or take the line out.',
    see: ['runtime-config.html'],
  },
  messages: {
    onlySome: '{name} is known to {since} only: any other server of this major does not start with it.',
  },

  check(server, report) {
    for (const { setting, is: found } of strangeNames(server)) {
      if (found.kind === 'minor') report(setting.nameAt, 'onlySome', { name: setting.name, since: found.since });
    }
  },

  examples: [
    {
      title: 'a parameter that came with a minor release',
      majors: { first: 17, last: 18 },
      files: {
        'postgresql.conf': `
output_plugin_libraries = ''
#<^^^^^^^^^^^^^^^^^^^^^ onlySome
`,
      },
    },
    {
      title: 'a parameter that every server of the major has',
      files: {
        'postgresql.conf': `
wal_level = replica
`,
      },
      onServer: { starts: true },
    },
  ],
});
