import type { QuickPickItem } from 'vscode';
import { dropSlot } from '../../act/drop-slot.ts';
import { copySlot, createSlot, type NewSlot, slotNameProblem } from '../../act/slots.ts';
import { UserError } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import type { SeenServer } from '../../live/server-look.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { aimAt, runAction } from './aim.ts';
import { back, type FlowStep, pickManyStep, pickStep, runFlow, textStep } from './quick-steps.ts';

interface SlotDraft {
  readonly kind: 'physical' | 'logical';
  readonly name: string;
  readonly reserve: boolean;
  readonly plugin: string;
  readonly twoPhase: boolean;
  readonly failover: boolean;
}

type Ask = FlowStep<SlotDraft>;

const askKind: Ask = async (draft, step) => {
  const items: (QuickPickItem & { readonly slotKind: SlotDraft['kind']; readonly reserve: boolean })[] = [
    {
      label: l10n.t('Physical, keeping WAL from now on'),
      slotKind: 'physical',
      reserve: true,
      detail: l10n.t('For a standby whose base backup begins now.'),
    },
    {
      label: l10n.t('Physical, keeping WAL from its first use on'),
      slotKind: 'physical',
      reserve: false,
      detail: l10n.t('For a standby that streams already.'),
    },
    {
      label: l10n.t('Logical'),
      slotKind: 'logical',
      reserve: false,
      detail: l10n.t('For a subscription or another consumer of changes; in this database.'),
    },
  ];
  const answer = await pickStep(step, items, l10n.t('What kind of slot'));
  return answer === undefined || answer === back
    ? answer
    : { ...draft, kind: answer.slotKind, reserve: answer.reserve };
};

function askName(seen: SeenServer): Ask {
  return async (draft, step) => {
    const problem = (value: string) => slotNameProblem(value, seen);
    const answer = await textStep(step, { value: draft.name, prompt: l10n.t('Name of the slot'), problem });
    return typeof answer === 'string' ? { ...draft, name: answer } : answer;
  };
}

const askPlugin: Ask = async (draft, step) => {
  if (draft.kind === 'physical') return draft;
  const problem = (value: string) => (value.trim() === '' ? 'pgoutput, test_decoding, wal2json, …' : undefined);
  const prompt = l10n.t('Output plugin: pgoutput for a subscription');
  const answer = await textStep(step, { value: draft.plugin, prompt, problem });
  return typeof answer === 'string' ? { ...draft, plugin: answer.trim() } : answer;
};

function askDecoding({ identity: { major, inRecovery } }: SeenServer): Ask {
  return async (draft, step) => {
    if (draft.kind === 'physical') return draft;
    const twoPhase = {
      label: l10n.t('Two-phase'),
      detail: l10n.t('Decodes prepared transactions when they are prepared.'),
    };
    const failover = {
      label: l10n.t('Failover'),
      detail: l10n.t('Synchronised to standbys, so that consumers survive a failover.'),
    };
    const items = [...(major >= 14 ? [twoPhase] : []), ...(major >= 17 && !inRecovery ? [failover] : [])];
    if (items.length === 0) return draft;
    const answer = await pickManyStep(step, items, [], l10n.t('Options of a logical slot (none is usual)'));
    if (answer === undefined || answer === back) return answer;
    return { ...draft, twoPhase: answer.includes(twoPhase), failover: answer.includes(failover) };
  };
}

function toSlot({ kind, name, reserve, plugin, twoPhase, failover }: SlotDraft): NewSlot {
  return kind === 'physical' ? { kind, name, reserve } : { kind, name, plugin, twoPhase, failover };
}

/** Asks for a slot and makes it. */
export async function createSlotCommand(services: LiveServices, target: Target | undefined): Promise<boolean> {
  const subject = await aimAt(services, target);
  if (!subject) return false;
  const { look } = subject.server;
  if (!look.reached) throw new UserError(l10n.t('{0} was not reached: {1}', subject.server.name, look.reason));
  const start: SlotDraft = {
    kind: 'physical',
    name: '',
    reserve: true,
    plugin: 'pgoutput',
    twoPhase: false,
    failover: false,
  };
  const draft = await runFlow(l10n.t('Create Replication Slot'), start, [
    askKind,
    askName(look),
    askPlugin,
    askDecoding(look),
  ]);
  return draft ? runAction(services, createSlot(subject, toSlot(draft))) : false;
}

/** The slot that a command is about: that of its row, else one that is asked for. */
async function slotName(seen: SeenServer, target: Target | undefined): Promise<string | undefined> {
  if (target?.slot !== undefined) return target.slot;
  const items = seen.slots.map(({ name, kind, active }) => ({
    label: name,
    description: `${kind}, ${active ? l10n.t('active') : l10n.t('inactive')}`,
  }));
  const answer = await pickStep(
    { title: l10n.t('Replication slot'), step: 1, totalSteps: 1 },
    items,
    l10n.t('Which slot'),
  );
  return answer === back ? undefined : answer?.label;
}

async function withSlot(
  services: LiveServices,
  target: Target | undefined,
  run: (subject: NonNullable<Awaited<ReturnType<typeof aimAt>>>, slot: string, seen: SeenServer) => Promise<boolean>,
): Promise<boolean> {
  const subject = await aimAt(services, target);
  if (!subject) return false;
  const { look } = subject.server;
  if (!look.reached) throw new UserError(l10n.t('{0} was not reached: {1}', subject.server.name, look.reason));
  const slot = await slotName(look, target);
  return slot === undefined ? false : run(subject, slot, look);
}

/** Copies a slot under another name. */
export function copySlotCommand(services: LiveServices, target: Target | undefined): Promise<boolean> {
  return withSlot(services, target, async (subject, slot, seen) => {
    const step = { title: l10n.t('Copy {0}', slot), step: 1, totalSteps: 1 };
    const problem = (value: string) => slotNameProblem(value, seen);
    const name = await textStep(step, { value: `${slot}_copy`, prompt: l10n.t('Name of the copy'), problem });
    return typeof name === 'string' ? runAction(services, copySlot(subject, slot, name)) : false;
  });
}

/** Drops a slot that nobody uses or needs. */
export function dropSlotCommand(services: LiveServices, target: Target | undefined): Promise<boolean> {
  return withSlot(services, target, (subject, slot) => runAction(services, dropSlot(subject, slot)));
}
