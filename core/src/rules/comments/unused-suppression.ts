import { defineRule, type Report, type Rule } from '../rule.ts';

const messages = {
  suppressesNothing: 'Nothing here breaks {rule} any more: without this comment, a new mistake would be seen.',
  unknownRule: 'There is no rule {rule}{hint}, so this comment silences nothing.',
  reasonMissing: 'The next reader cannot tell why {rule} is silenced here: write the reason behind a colon.',
};

export type SuppressionReport = Report<typeof messages>;

/** The rule about comments that silence others. Only `lint` knows what they have silenced: it says how to judge them. */
export function judgeSuppressions(judge: (report: SuppressionReport) => void): Rule {
  return defineRule({
    id: 'unused-suppression',
    severity: 'information',
    versions: { first: 10 },
    needsCompleteServer: false,
    docs: {
      what: 'A comment `# pg-replication: ignore <rule>: <reason>` silences nothing, names no rule, or gives no reason.',
      why: 'A finding that is silenced for a reason that has gone hides the next mistake of the same kind.',
      how: 'Take the comment away, correct the name of the rule, or say behind a colon why the finding is accepted. A comment behind a setting or a record speaks of that line, one with a line to itself of the next line that says something; `ignore-file` speaks of the whole file. Several rules are separated by commas.',
      see: ['config-setting.html'],
    },
    messages,
    check: (_, report) => judge(report),
    examples: [
      {
        title: 'what it was written for has been mended',
        files: {
          'postgresql.conf': `
# pg-replication: ignore unknown-parameter: the typo is in a branch of ours
#                        ^^^^^^^^^^^^^^^^^ suppressesNothing
max_wal_senders = 8
`,
        },
        fixed: { 'postgresql.conf': '\nmax_wal_senders = 8\n' },
        onServer: { starts: true },
      },
      {
        title: 'a mistyped rule, and no reason',
        files: {
          'postgresql.conf': `
work_mem = 4MB
work_mem = 8MB # pg-replication: ignore duplicate-seting: deployed twice
#                                       ^^^^^^^^^^^^^^^^ unknownRule
port = 5432
port = 5433
# pg-replication: ignore-file duplicate-setting
#                             ^^^^^^^^^^^^^^^^^ reasonMissing
`,
        },
      },
      {
        title: 'a finding that is accepted for a reason',
        files: {
          'postgresql.conf': `
work_mem = 4MB # pg-replication: ignore duplicate-setting: the second one comes from our tool
work_mem = 8MB
`,
        },
        onServer: { starts: true },
      },
    ],
  });
}

export const unusedSuppression = judgeSuppressions(() => {});
