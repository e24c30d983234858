import { ConfigurationTarget, type Disposable, EventEmitter, type SecretStorage, window, workspace } from 'vscode';
import { type NodeParameters, nodeParameters } from '../connect/node-parameters.ts';
import { openSession } from '../connect/open-session.ts';
import { passfilePassword } from '../connect/passfile.ts';
import { type ClusterProfile, profileSchema } from '../connect/profile.ts';
import { ConnectError, type Session, type SessionPurpose } from '../connect/session.ts';
import { withoutSecrets } from '../connect/without-secrets.ts';
import { hostWorld } from '../connect/world.ts';
import * as l10n from '../l10n.ts';
import type { ProfileScope, ProfileStore } from '../live-services.ts';
import { settings, settingsSection } from '../manifest.ts';
import { PasswordPrompts, type PasswordWish, type Prompt, wantsPassword } from './password-prompts.ts';

interface Output {
  warn(message: string): void;
}

interface HowToOpen {
  readonly purpose: SessionPurpose;
  readonly ask: boolean;
  readonly signal?: AbortSignal;
}

type Scope = 'globalValue' | 'workspaceValue';

const targets = {
  globalValue: ConfigurationTarget.Global,
  workspaceValue: ConfigurationTarget.Workspace,
} as const;

function inspect(scope: Scope): readonly unknown[] {
  const value = workspace.getConfiguration(settingsSection).inspect<unknown>(settings.clusters)?.[scope];
  return Array.isArray(value) ? value : [];
}

function nameOf(entry: unknown): string | undefined {
  const { data } = profileSchema.safeParse(entry);
  return data?.name;
}

/** Where a profile of that name is kept; undefined: nowhere. The workspace comes first, as it does in VS Code. */
function scopeOf(name: string): Scope | undefined {
  const scopes: readonly Scope[] = workspace.isTrusted ? ['workspaceValue', 'globalValue'] : ['globalValue'];
  return scopes.find((scope) => inspect(scope).some((entry) => nameOf(entry) === name));
}

/** What the settings need to hold of a profile: flags that are off are left out. */
function entryOf({ name, conninfo, allowManagement, production }: ClusterProfile): object {
  return { name, conninfo, ...(allowManagement && { allowManagement }), ...(production && { production }) };
}

/** Passwords are kept for a host, port and user, so that another profile cannot have them sent elsewhere. */
function secretKey({ host, hostaddr, port, user }: NodeParameters): string {
  return `pgReplication.password ${JSON.stringify([host, hostaddr ?? null, port, user])}`;
}

/** VS Code shows one input at a time. */
const prompt: Prompt = async ({ user, key }, { failure }) =>
  window.showInputBox({
    title: l10n.t('Password of {0} on {1}', user, key),
    prompt:
      failure === 'passwordWrong'
        ? l10n.t('The password so far was not accepted.')
        : l10n.t('Nothing is kept before you say so.'),
    password: true,
    ignoreFocusOut: true,
  });

async function offerToKeep(user: string, place: string): Promise<boolean> {
  const keep = l10n.t('Keep');
  const question = l10n.t('Keep the password of {0} on {1} in the secret store?', user, place);
  return (await window.showInformationMessage(question, keep, l10n.t('This Window Only'))) === keep;
}

/** Servers that one answer is for. */
interface Group {
  readonly group: string;
  /** What people call them. */
  readonly place: string;
}

/** The profiles of the settings; passwords in the secret store, or in memory until the window is closed. */
export class SettingsProfileStore implements ProfileStore, Disposable {
  readonly #secrets: SecretStorage;
  readonly #output: Output;
  readonly #changed = new EventEmitter<void>();
  readonly #lent = new Map<string, ClusterProfile>();
  readonly #remembered = new Map<string, string>();
  readonly #prompts = new PasswordPrompts(prompt);
  /** By group: whether its password is to be kept, asked once for all of its servers. */
  readonly #offers = new Map<string, { readonly password: string; readonly keep: Promise<boolean> }>();
  readonly #watching: Disposable;
  #profiles: readonly ClusterProfile[];

  readonly onDidChange = this.#changed.event;

  constructor(secrets: SecretStorage, output: Output) {
    this.#secrets = secrets;
    this.#output = output;
    this.#profiles = this.#read();
    const onSettings = workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${settingsSection}.${settings.clusters}`)) this.#reread();
    });
    const onTrust = workspace.onDidGrantWorkspaceTrust(() => this.#reread());
    this.#watching = { dispose: () => [onSettings, onTrust].map((it) => it.dispose()) };
  }

  get profiles(): readonly ClusterProfile[] {
    return this.#profiles;
  }

  get(name: string): ClusterProfile | undefined {
    return this.#profiles.find((profile) => profile.name === name);
  }

  async save(
    profile: ClusterProfile,
    where: { readonly formerName?: string | undefined; readonly scope?: ProfileScope | undefined } = {},
  ): Promise<void> {
    const formerName = where.formerName ?? profile.name;
    if (this.#lent.has(formerName)) {
      this.#lent.delete(formerName);
      this.#lent.set(profile.name, profile);
      return this.#reread();
    }
    const scope = scopeOf(formerName) ?? (where.scope === 'workspace' ? 'workspaceValue' : 'globalValue');
    const entries = inspect(scope);
    const index = entries.findIndex((entry) => nameOf(entry) === formerName);
    await this.#write(scope, index < 0 ? [...entries, entryOf(profile)] : entries.with(index, entryOf(profile)));
  }

  lend(profile: ClusterProfile): Disposable {
    this.#lent.set(profile.name, profile);
    this.#reread();
    return {
      dispose: () => {
        this.#lent.delete(profile.name);
        this.#reread();
      },
    };
  }

  async remove(name: string): Promise<void> {
    const scope = scopeOf(name);
    if (!scope) return;
    const entries = inspect(scope);
    await this.#write(
      scope,
      entries.filter((entry) => nameOf(entry) !== name),
    );
  }

  servers(profile: ClusterProfile): readonly NodeParameters[] {
    return nodeParameters(profile.conninfo, hostWorld());
  }

  async password(server: NodeParameters): Promise<string | undefined> {
    const key = secretKey(server);
    return this.#remembered.get(key) ?? (await this.#secrets.get(key));
  }

  async keepPassword(server: NodeParameters, password: string): Promise<void> {
    await this.#secrets.store(secretKey(server), password);
  }

  async forgetPassword(server: NodeParameters): Promise<void> {
    this.#remembered.delete(secretKey(server));
    // Whether to keep it is asked anew when it is typed again.
    this.#offers.clear();
    await this.#secrets.delete(secretKey(server));
  }

  async open(server: NodeParameters, how: HowToOpen): Promise<Session> {
    if (!workspace.isTrusted)
      throw new ConnectError('configuration', l10n.t('In a workspace that is not trusted nothing is connected to.'));
    const known = (await this.password(server)) ?? server.password ?? this.#fromPassfile(server);
    try {
      return await this.#openWith(server, known, how);
    } catch (error) {
      if (!how.ask || !wantsPassword(error)) throw error;
      const { siblings, group, place } = this.#siblings(server);
      const wish: PasswordWish = {
        server,
        error,
        group,
        candidates: () => {
          const typed = [server, ...siblings].flatMap((each) => this.#remembered.get(secretKey(each)) ?? []);
          return [...new Set(typed)].filter((password) => password !== known);
        },
        open: (password) => this.#openWith(server, password, how),
      };
      return this.#prompts.ask(wish, (password) => this.#accept(server, password, { group, place }));
    }
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
    this.#remembered.clear();
    this.#offers.clear();
  }

  #openWith(server: NodeParameters, password: string | undefined, how: HowToOpen): Promise<Session> {
    return openSession(server, {
      purpose: how.purpose,
      ...(password !== undefined && { password }),
      ...(how.signal && { signal: how.signal }),
    });
  }

  #fromPassfile(server: NodeParameters): string | undefined {
    const { password, warning } = passfilePassword(server, hostWorld());
    if (warning !== undefined) this.#output.warn(warning);
    return password;
  }

  /** The other hosts of the profile, which libpq would try with the same password, and what to call all of them. */
  #siblings(server: NodeParameters): Group & { readonly siblings: readonly NodeParameters[] } {
    const key = secretKey(server);
    for (const profile of this.#profiles) {
      const servers = this.#serversOf(profile).filter(({ user }) => user === server.user);
      const others = servers.filter((each) => secretKey(each) !== key);
      const place = others.length > 0 ? profile.name : server.key;
      if (others.length < servers.length) return { siblings: others, group: `${profile.name} ${server.user}`, place };
    }
    return { siblings: [], group: key, place: server.key };
  }

  #serversOf(profile: ClusterProfile): readonly NodeParameters[] {
    try {
      return this.servers(profile);
    } catch {
      // A conninfo that cannot be read is said where its cluster is connected.
      return [];
    }
  }

  /** A password that a server has taken is known until the window is closed. */
  #accept(server: NodeParameters, password: string, { group, place }: Group): void {
    const key = secretKey(server);
    if (this.#remembered.get(key) === password) return;
    this.#remembered.set(key, password);
    const known = this.#offers.get(group);
    const offer = known?.password === password ? known : { password, keep: offerToKeep(server.user, place) };
    this.#offers.set(group, offer);
    void offer.keep.then((keep) => (keep ? this.keepPassword(server, password) : undefined));
  }

  async #write(scope: Scope, entries: readonly unknown[]): Promise<void> {
    await workspace
      .getConfiguration(settingsSection)
      .update(settings.clusters, entries.length > 0 ? entries : undefined, targets[scope]);
    this.#reread();
  }

  #reread(): void {
    this.#profiles = this.#read();
    this.#changed.fire();
  }

  /** Entries that cannot be used are said in the output and left alone in the settings. */
  #read(): readonly ClusterProfile[] {
    const entries = [...(workspace.isTrusted ? inspect('workspaceValue') : []), ...inspect('globalValue')];
    const byName = new Map(this.#lent);
    for (const entry of entries) {
      const { data } = profileSchema.safeParse(entry);
      if (!data)
        this.#output.warn(l10n.t('An entry of pgReplication.clusters has no name or no conninfo and is left out.'));
      else if (!byName.has(data.name)) byName.set(data.name, this.#secretFree(data));
    }
    return [...byName.values()];
  }

  /** A password that somebody wrote into the settings is not used from there, and the user is told. */
  #secretFree(profile: ClusterProfile): ClusterProfile {
    const { conninfo, password } = withoutSecrets(profile.conninfo);
    if (password !== undefined)
      this.#output.warn(
        l10n.t(
          'The conninfo of cluster {0} holds a password, which is ignored: take it out of the settings, where others can read it. It is asked for at the next connection.',
          profile.name,
        ),
      );
    return password === undefined ? profile : { ...profile, conninfo };
  }
}
