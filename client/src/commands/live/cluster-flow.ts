import { type QuickPickItem, QuickPickItemKind, workspace } from 'vscode';
import { conninfoOf, libpqEntries } from '../../connect/libpq-entries.ts';
import { nodeParameters } from '../../connect/node-parameters.ts';
import type { ClusterProfile } from '../../connect/profile.ts';
import { withoutSecrets } from '../../connect/without-secrets.ts';
import { hostWorld } from '../../connect/world.ts';
import { sentenceOf } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import type { ProfileScope } from '../../live-services.ts';
import { back, type FlowStep, pickManyStep, pickStep, runFlow, textStep } from './quick-steps.ts';

/** What the flow gathers. */
export interface ClusterDraft {
  readonly profile: ClusterProfile;
  /** Taken out of the conninfo, to go to the secret store. */
  readonly password: string | undefined;
  readonly scope: ProfileScope;
}

type Ask = FlowStep<ClusterDraft>;

const noProfile: ClusterProfile = { name: '', conninfo: '', allowManagement: false, production: false };

function conninfoProblem(text: string): string | undefined {
  if (text.trim() === '') return l10n.t('Write a connection string (host=… user=…) or a URI (postgresql://…).');
  try {
    nodeParameters(withoutSecrets(text).conninfo, hostWorld());
    return undefined;
  } catch (error) {
    return sentenceOf(error);
  }
}

function withConninfo(draft: ClusterDraft, text: string): ClusterDraft {
  const { conninfo, password } = withoutSecrets(text.trim());
  return { ...draft, profile: { ...draft.profile, conninfo }, password: password ?? draft.password };
}

type SourceItem = QuickPickItem & { readonly conninfo?: string; readonly way?: 'string' | 'fields' };

/** Everything that libpq's own files and variables offer, so that most people need not type. */
function sources(): SourceItem[] {
  const offered = libpqEntries(hostWorld());
  const separator = (label: string) => ({ label, kind: QuickPickItemKind.Separator });
  return [
    {
      label: l10n.t('$(symbol-string) Connection string or URI…'),
      way: 'string',
      description: l10n.t('as psql and libpq take it'),
    },
    {
      label: l10n.t('$(list-flat) Host, port, database, user…'),
      way: 'fields',
      description: l10n.t('one after another'),
    },
    ...(offered.length > 0 ? [separator(l10n.t('found on this machine'))] : []),
    ...offered.map(({ label, conninfo, from }) => ({ label, conninfo, description: from })),
  ];
}

const askSource: Ask = async (draft, step) => {
  const chosen = await pickStep(step, sources(), l10n.t('How to reach the cluster'));
  if (chosen === undefined || chosen === back) return chosen;
  if (chosen.conninfo !== undefined) return withConninfo(draft, chosen.conninfo);
  const filled = chosen.way === 'fields' ? await askFields(draft) : draft;
  return filled;
};

/** One field after another; the result is a connection string that the next step shows. */
async function askFields(draft: ClusterDraft): Promise<ClusterDraft | undefined> {
  const fields = [
    {
      keyword: 'host',
      prompt: l10n.t('Host name, address, or folder of a Unix socket; several with commas'),
      value: 'localhost',
    },
    { keyword: 'port', prompt: l10n.t('Port; several with commas'), value: '5432' },
    {
      keyword: 'dbname',
      prompt: l10n.t('Database: publications and subscriptions are those of this one'),
      value: 'postgres',
    },
    {
      keyword: 'user',
      prompt: l10n.t('Role: a member of pg_monitor sees everything, and needs to be no superuser'),
      value: '',
    },
    {
      keyword: 'sslmode',
      prompt: l10n.t('sslmode: disable, allow, prefer, require, verify-ca, verify-full'),
      value: 'prefer',
    },
  ];
  const values = await runFlow<readonly string[]>(
    l10n.t('Add Cluster: one field after another'),
    [],
    fields.map(({ keyword, prompt, value }, index) => async (known, step) => {
      const answer = await textStep(step, { prompt, placeholder: keyword, value: known[index] ?? value });
      return typeof answer === 'string' ? [...known.slice(0, index), answer.trim()] : answer;
    }),
  );
  if (!values) return undefined;
  const conninfo = conninfoOf(fields.map(({ keyword }, index) => [keyword, values[index]]));
  return withConninfo(draft, conninfo);
}

const askConninfo: Ask = async (draft, step) => {
  const answer = await textStep(step, {
    value: draft.profile.conninfo,
    prompt: l10n.t('Connection string or URI; several hosts are several servers. A password goes to the secret store.'),
    placeholder: 'host=pg1,pg2 port=5432 user=monitor dbname=postgres sslmode=verify-full',
    problem: conninfoProblem,
  });
  return typeof answer === 'string' ? withConninfo(draft, answer) : answer;
};

function suggestedName(conninfo: string): string {
  const [first] = nodeParameters(conninfo, hostWorld());
  return first === undefined || first.host.startsWith('/') ? 'local' : first.host;
}

function askName(taken: readonly string[]): Ask {
  return async (draft, step) => {
    const { name, conninfo } = draft.profile;
    const answer = await textStep(step, {
      value: name === '' ? suggestedName(conninfo) : name,
      prompt: l10n.t('What the sidebar calls the cluster'),
      problem: (value) => {
        if (value.trim() === '') return l10n.t('The cluster needs a name.');
        return taken.includes(value.trim()) ? l10n.t('There is a cluster of that name already.') : undefined;
      },
    });
    return typeof answer === 'string' ? { ...draft, profile: { ...draft.profile, name: answer.trim() } } : answer;
  };
}

const askFlags: Ask = async (draft, step) => {
  const manage = {
    label: l10n.t('Allow management'),
    detail: l10n.t(
      'Actions may change these servers, each after you have seen its statement. Else every session is read-only.',
    ),
  };
  const production = {
    label: l10n.t('Production'),
    detail: l10n.t('Shown in colour; each action asks for the name of the cluster to be typed.'),
  };
  const { allowManagement, production: isProduction } = draft.profile;
  const picked = [...(allowManagement ? [manage] : []), ...(isProduction ? [production] : [])];
  const answer = await pickManyStep(
    step,
    [manage, production],
    picked,
    l10n.t('What may be done (nothing is the safe choice)'),
  );
  if (answer === undefined || answer === back) return answer;
  const profile = {
    ...draft.profile,
    allowManagement: answer.includes(manage),
    production: answer.includes(production),
  };
  return { ...draft, profile };
};

const askScope: Ask = async (draft, step) => {
  if ((workspace.workspaceFolders ?? []).length === 0) return { ...draft, scope: 'user' };
  const items: (QuickPickItem & { readonly scope: ProfileScope })[] = [
    { label: l10n.t('User settings'), scope: 'user', detail: l10n.t('For you, in every window.') },
    {
      label: l10n.t('Workspace settings'),
      scope: 'workspace',
      detail: l10n.t('In .vscode/settings.json, for everybody who opens this.'),
    },
  ];
  const answer = await pickStep(step, items, l10n.t('Where the profile is kept (the password never is)'));
  return answer === undefined || answer === back ? answer : { ...draft, scope: answer.scope };
};

/** Asks for a new cluster, or changes one; undefined: given up. */
export function askForCluster(taken: readonly string[], present?: ClusterDraft): Promise<ClusterDraft | undefined> {
  const start: ClusterDraft = present ?? { profile: noProfile, password: undefined, scope: 'user' };
  const rest = [askConninfo, askName(taken), askFlags];
  return present
    ? runFlow(l10n.t('Edit Cluster {0}', present.profile.name), start, rest)
    : runFlow(l10n.t('Add Cluster'), start, [askSource, ...rest, askScope]);
}
