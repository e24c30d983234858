import { type Disposable, EventEmitter, type Memento } from 'vscode';
import type { Leftovers, RunningTask, RunningTasks } from '../live-services.ts';
import { keepTrace } from './broken-runs.ts';

interface Entry {
  task: RunningTask;
  readonly controller: AbortController;
  readonly end: Promise<unknown>;
}

/** Keeps the tasks that run, tells of their progress, and ends them all when the extension ends. */
export class TaskList implements RunningTasks, Disposable {
  readonly #entries = new Map<number, Entry>();
  readonly #changed = new EventEmitter<void>();
  readonly #state: Memento;
  #newest = 0;

  constructor(state: Memento) {
    this.#state = state;
  }

  readonly onDidChange = this.#changed.event;

  get all(): readonly RunningTask[] {
    return [...this.#entries.values()].map(({ task }) => task);
  }

  async run<Result>(
    { leaves, ...about }: Omit<RunningTask, 'id' | 'progress'> & { readonly leaves?: Leftovers | undefined },
    work: (signal: AbortSignal, tell: (progress: string) => void) => Promise<Result>,
    controller = new AbortController(),
  ): Promise<Result> {
    const id = ++this.#newest;
    const tell = (progress: string) => {
      const entry = this.#entries.get(id);
      if (!entry || entry.task.progress === progress) return;
      entry.task = { ...entry.task, progress };
      this.#changed.fire();
    };
    const traced = async () => {
      const forget = leaves && (await keepTrace(this.#state, { ...about, ...leaves }));
      try {
        return await work(controller.signal, tell);
      } finally {
        await forget?.();
      }
    };
    // One turn later, so that the list has it before the first word about its progress.
    const end = Promise.resolve().then(traced);
    this.#entries.set(id, { task: { ...about, id, progress: 'starting' }, controller, end });
    this.#changed.fire();
    try {
      return await end;
    } finally {
      this.#entries.delete(id);
      this.#changed.fire();
    }
  }

  cancel(id: number): void {
    this.#entries.get(id)?.controller.abort();
  }

  /** Cancels everything and waits until nothing is left of it. */
  async endAll(): Promise<void> {
    const entries = [...this.#entries.values()];
    for (const { controller } of entries) controller.abort();
    await Promise.allSettled(entries.map(({ end }) => end));
  }

  dispose(): void {
    for (const { controller } of this.#entries.values()) controller.abort();
    this.#changed.dispose();
  }
}
