import { Disposable, type QuickInput, QuickInputButtons, type QuickPickItem, window } from 'vscode';

/** The user went one step back. */
export const back = Symbol('back');
export type Back = typeof back;

/** What all steps of one flow share; steps count from 1. */
export interface Step {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** Shows one input until it is answered; undefined: turned away. */
function shown<Answer>(
  input: QuickInput,
  step: Step,
  listen: (answer: (value: Answer) => void) => readonly Disposable[],
  goBack: (listener: () => void) => Disposable,
): Promise<Answer | Back | undefined> {
  Object.assign(input, { ...step, ignoreFocusOut: true });
  return new Promise((resolve) => {
    let outcome: Answer | Back | undefined;
    const finish = (value: Answer | Back) => {
      outcome = value;
      input.hide();
    };
    const listening = [...listen(finish), goBack(() => finish(back))];
    input.onDidHide(() => {
      Disposable.from(...listening, input).dispose();
      resolve(outcome);
    });
    input.show();
  });
}

/** Asks for one of several items. */
export function pickStep<Item extends QuickPickItem>(
  step: Step,
  items: readonly Item[],
  placeholder: string,
): Promise<Item | Back | undefined> {
  const input = window.createQuickPick<Item>();
  input.items = items;
  input.placeholder = placeholder;
  input.matchOnDescription = true;
  if (step.step > 1) input.buttons = [QuickInputButtons.Back];
  return shown<Item>(
    input,
    step,
    (answer) => [
      input.onDidAccept(() => {
        const [item] = input.selectedItems;
        if (item) answer(item);
      }),
    ],
    (listener) => input.onDidTriggerButton(listener),
  );
}

/** Asks for any number of items; those in `picked` are ticked at first. */
export function pickManyStep<Item extends QuickPickItem>(
  step: Step,
  items: readonly Item[],
  picked: readonly Item[],
  placeholder: string,
): Promise<readonly Item[] | Back | undefined> {
  const input = window.createQuickPick<Item>();
  input.canSelectMany = true;
  input.items = items;
  input.selectedItems = picked;
  input.placeholder = placeholder;
  if (step.step > 1) input.buttons = [QuickInputButtons.Back];
  return shown<readonly Item[]>(
    input,
    step,
    (answer) => [input.onDidAccept(() => answer(input.selectedItems))],
    (listener) => input.onDidTriggerButton(listener),
  );
}

/** Asks for a text; `problem` says what is wrong with it, undefined if nothing is. */
export function textStep(
  step: Step,
  text: {
    readonly value?: string;
    readonly prompt: string;
    readonly placeholder?: string;
    readonly password?: boolean;
    readonly problem?: (value: string) => string | undefined;
  },
): Promise<string | Back | undefined> {
  const input = window.createInputBox();
  input.value = text.value ?? '';
  input.prompt = text.prompt;
  input.placeholder = text.placeholder;
  input.password = text.password ?? false;
  if (step.step > 1) input.buttons = [QuickInputButtons.Back];
  const check = () => {
    const problem = text.problem?.(input.value);
    input.validationMessage = problem;
    return problem === undefined;
  };
  return shown<string>(
    input,
    step,
    (answer) => [
      input.onDidChangeValue(check),
      input.onDidAccept(() => {
        if (check()) answer(input.value);
      }),
    ],
    (listener) => input.onDidTriggerButton(listener),
  );
}

/** A step of a flow: takes what is known so far and returns what it adds, `back`, or undefined to give up. */
export type FlowStep<State> = (state: State, step: Step) => Promise<State | Back | undefined>;

/** Goes through steps, back and forth; undefined: given up. Steps that change nothing (no question) are passed both ways. */
export async function runFlow<State>(
  title: string,
  start: State,
  steps: readonly FlowStep<State>[],
): Promise<State | undefined> {
  const states: State[] = [start];
  let at = 0;
  while (at < steps.length) {
    const ask = steps[at];
    const state = states[at];
    if (!ask || state === undefined) return undefined;
    const answer = await ask(state, { title, step: at + 1, totalSteps: steps.length });
    if (answer === undefined) return undefined;
    if (answer === back) {
      if (at === 0) return undefined;
      at--;
    } else {
      at++;
      states[at] = answer;
    }
  }
  return states[at];
}
