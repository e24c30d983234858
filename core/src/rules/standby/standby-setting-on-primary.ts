import type { ServerConfig } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';

const names = ['primary_conninfo', 'primary_slot_name', 'recovery_min_apply_delay'] as const;

/**
 * Whether the server starts as a primary and nobody has said that it should: this folder is a data directory (the server
 * puts postgresql.auto.conf there) without a signal file. Elsewhere a signal file may lie where we cannot see it.
 */
function isPrimaryByDefault(server: ServerConfig): boolean {
  return !server.roleIsKnown && server.files.some(({ kind }) => kind === 'auto');
}

/** Settings of a standby on a primary: of use after it was demoted, and a sign that a signal file was forgotten. */
export const standbySettingOnPrimary = defineRule({
  id: 'standby-setting-on-primary',
  severity: 'hint',
  versions: { first: 12 },
  needsCompleteServer: false,
  docs: {
    what: '`primary_conninfo`, `primary_slot_name` or `recovery_min_apply_delay` is set, and the server starts as a primary: there is no `standby.signal`.',
    why: 'The setting has no effect now. That is fine where it waits for the day on which this server becomes a standby. If the server should be one today, it comes up as a second primary instead and takes writes.',
    how: 'If this server should be a standby, create an empty `standby.signal` in its data directory before it starts. Else leave the line as it is; `"role": "primary"` in pg-replication.json says that it is meant so.',
    see: [
      'warm-standby.html#STANDBY-SERVER-SETUP',
      'runtime-config-replication.html#RUNTIME-CONFIG-REPLICATION-STANDBY',
    ],
  },
  messages: {
    noEffect: 'No effect on a primary: without standby.signal this server follows nobody and takes writes.',
  },

  check(server, report) {
    if (!isPrimaryByDefault(server)) return;
    for (const name of names) {
      const { setting, value } = server.setting(name);
      if (!setting || value === '' || (name === 'recovery_min_apply_delay' && server.number(name) === 0)) continue;
      report(setting.nameAt, 'noEffect', {}, { tags: ['unnecessary'] });
    }
  },

  examples: [
    {
      title: 'a data directory without a signal file',
      files: {
        'postgresql.conf': '',
        'postgresql.auto.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
#<^^^^^^^^^^^^^^ noEffect
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a standby',
      files: {
        'standby.signal': '',
        'postgresql.conf': '',
        'postgresql.auto.conf': "primary_conninfo = 'host=127.0.0.1 port=1'\n",
      },
      onServer: { starts: true },
    },
    {
      title: 'files that lie elsewhere than the data',
      files: { 'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1'\n" },
    },
  ],
});
