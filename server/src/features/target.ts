import type { Located } from '../look.ts';
import type { TargetInfo } from '../protocol.ts';

/** What a document is held against, for the language status. */
export function targetInfo(uri: string, { server, target, isFragment }: Located): TargetInfo {
  return {
    uri,
    major: target.major,
    from: target.from,
    role: server.role,
    roleIsKnown: server.roleIsKnown,
    server: isFragment ? undefined : server.name,
  };
}
