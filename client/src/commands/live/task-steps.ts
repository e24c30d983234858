import type { QuickPickItem } from 'vscode';
import * as l10n from '../../l10n.ts';
import { isAbsolutePath } from '../../programs/operations/parts.ts';
import { back, type FlowStep, pickManyStep, pickStep, textStep } from './quick-steps.ts';

/** A task definition while it is asked for, field by field. */
export type Draft = Readonly<Record<string, unknown>>;
export type DraftStep = FlowStep<Draft>;

/** An answer that brings fields with it. */
export interface Choice extends QuickPickItem {
  readonly fields: Draft;
}

/** Asks for one of several answers; its fields go into the draft. */
export function chooseFields(choices: readonly Choice[], placeholder: string): DraftStep {
  return async (draft, step) => {
    const answer = await pickStep(step, choices, placeholder);
    return answer === undefined || answer === back ? answer : { ...draft, ...answer.fields };
  };
}

/** Asks for any number of answers; the fields of those that are not ticked are left out. */
export function chooseManyFields(
  choices: readonly Choice[],
  picked: readonly Choice[],
  placeholder: string,
): DraftStep {
  return async (draft, step) => {
    const answer = await pickManyStep(step, choices, picked, placeholder);
    if (answer === undefined || answer === back) return answer;
    const names = new Set(choices.flatMap(({ fields }) => Object.keys(fields)));
    const kept = Object.entries(draft).filter(([name]) => !names.has(name));
    return Object.assign(Object.fromEntries(kept), ...answer.map(({ fields }) => fields));
  };
}

/** How a text is asked for. */
export interface TextField {
  readonly field: string;
  readonly prompt: string;
  readonly value?: string | undefined;
  readonly placeholder?: string;
  readonly problem?: (value: string) => string | undefined;
  /** An empty text leaves the field out. */
  readonly optional?: boolean;
  /** Whether to ask at all, by what is known so far. */
  readonly applies?: (draft: Draft) => boolean;
  /** What the text becomes in the definition; left out: itself. */
  readonly read?: (value: string) => unknown;
}

/** Asks for a text. */
export function askField({ field, prompt, value, placeholder, optional, ...rest }: TextField): DraftStep {
  return async (draft, step) => {
    if (rest.applies && !rest.applies(draft)) return draft;
    const known = draft[field];
    const answer = await textStep(step, {
      prompt,
      value: typeof known === 'string' ? known : (value ?? ''),
      ...(placeholder !== undefined && { placeholder }),
      problem: (text) => {
        if (text.trim() === '') return optional ? undefined : l10n.t('This cannot be empty.');
        return rest.problem?.(text.trim());
      },
    });
    if (typeof answer !== 'string') return answer;
    const text = answer.trim();
    if (text === '') return Object.fromEntries(Object.entries(draft).filter(([name]) => name !== field));
    return { ...draft, [field]: rest.read ? rest.read(text) : text };
  };
}

/** Asks for an absolute path. */
export function askPath(field: string, prompt: string, more: Partial<TextField> = {}): DraftStep {
  const problem = (path: string) => (isAbsolutePath(path) ? undefined : l10n.t('The path must be absolute.'));
  return askField({ field, prompt, problem, ...more });
}
