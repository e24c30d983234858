import type { Subject } from '../../act/act-on.ts';
import type { Action, Refusal } from '../../act/action.ts';
import { promoteStandby } from '../../act/promote-standby.ts';
import { reloadConfiguration } from '../../act/reload-configuration.ts';
import { pauseReplay, resumeReplay } from '../../act/replay.ts';
import { disableSubscription, enableSubscription, refreshSubscription } from '../../act/subscriptions.ts';
import { terminateWalSender } from '../../act/terminate-wal-sender.ts';
import { UserError } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import type { ClusterServer, Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { liveCommandIds as ids, type LiveCommandId } from '../../manifest.ts';
import { aimAt, runAction } from './aim.ts';
import { copySlotCommand, createSlotCommand, dropSlotCommand } from './slot-commands.ts';
import { skipTransactionCommand, subscriptionCommand } from './subscription-commands.ts';
import { switchClusterToAsynchronous } from './switch-cluster.ts';

type ActCommand = (services: LiveServices, target: Target | undefined) => Promise<unknown>;

const isStandby = ({ role, look }: ClusterServer) => role === 'standby' && look.reached;
const isReached = ({ look }: ClusterServer) => look.reached;

/** A command whose action needs nothing but a server. */
function serverCommand(
  make: (subject: Subject) => Action | Refusal,
  fits: (server: ClusterServer) => boolean,
): ActCommand {
  return async (services, target) => {
    const subject = await aimAt(services, target, fits);
    return subject ? runAction(services, make(subject)) : false;
  };
}

const terminate: ActCommand = async (services, target) => {
  const pid = target?.sender;
  if (pid === undefined) throw new UserError(l10n.t('Choose a WAL sender in the tree.'));
  const subject = await aimAt(services, target);
  return subject ? runAction(services, terminateWalSender(subject, pid)) : false;
};

/** The commands that change something on a server, each by way of an action that is shown first. */
export const actCommands = {
  [ids.reloadConfiguration]: serverCommand(reloadConfiguration, isReached),
  [ids.switchClusterToAsynchronous]: switchClusterToAsynchronous,
  [ids.createSlot]: createSlotCommand,
  [ids.copySlot]: copySlotCommand,
  [ids.dropSlot]: dropSlotCommand,
  [ids.pauseReplay]: serverCommand(pauseReplay, isStandby),
  [ids.resumeReplay]: serverCommand(resumeReplay, isStandby),
  [ids.promoteStandby]: serverCommand(promoteStandby, isStandby),
  [ids.enableSubscription]: subscriptionCommand(enableSubscription),
  [ids.disableSubscription]: subscriptionCommand(disableSubscription),
  [ids.refreshSubscription]: subscriptionCommand(refreshSubscription),
  [ids.skipTransaction]: skipTransactionCommand,
  [ids.terminateWalSender]: terminate,
  [ids.showAudit]: async ({ actor }) => actor.audit.show(),
} as const satisfies Partial<Record<LiveCommandId, ActCommand>>;
