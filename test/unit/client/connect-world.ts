import type { ConnectWorld } from '../../../client/src/connect/world.ts';

/** What a machine of a test has; files have mode 0600 unless `modes` says otherwise. */
export interface MadeWorld {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly modes?: Readonly<Record<string, number>>;
  readonly sockets?: readonly string[];
  readonly owner?: number;
  readonly platform?: NodeJS.Platform;
}

/** The machine of eve, in memory. */
export function madeWorld({ env = {}, files = {}, modes = {}, sockets = [], ...rest }: MadeWorld = {}): ConnectWorld {
  return {
    env,
    homeFolder: '/folk/eve',
    userName: 'eve',
    platform: rest.platform ?? 'linux',
    readFile: (path) => files[path],
    facts: (path) => {
      if (sockets.includes(path)) return { kind: 'socket', mode: 0o777, owner: 0 };
      if (!Object.hasOwn(files, path)) return undefined;
      return { kind: 'file', mode: modes[path] ?? 0o600, owner: rest.owner ?? 1000 };
    },
  };
}
