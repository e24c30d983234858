import { EventEmitter, type Pseudoterminal } from 'vscode';
import * as l10n from '../l10n.ts';
import type { LiveServices } from '../live-services.ts';
import type { TaskDefinition } from '../programs/operations/index.ts';
import type { Outcome } from '../programs/run-site.ts';
import { runTask } from './run-task.ts';
import { terminalLine, titleOf } from './task-words.ts';

const exitCodes = { done: 0, failed: 1, cancelled: 130 } as const satisfies Record<Outcome['ended'], number>;
const interrupt = '\x03';

/** The terminal of one task: shows what its program says, cancels when it is closed or interrupted. */
export class TaskTerminal implements Pseudoterminal {
  readonly #services: LiveServices;
  readonly #definition: TaskDefinition | string;
  readonly #written = new EventEmitter<string>();
  readonly #closed = new EventEmitter<number>();
  readonly #controller = new AbortController();

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  /** A text instead of a definition says why there is none. */
  constructor(services: LiveServices, definition: TaskDefinition | string) {
    this.#services = services;
    this.#definition = definition;
  }

  open(): void {
    if (typeof this.#definition !== 'string') void this.#run(this.#definition);
    else {
      this.#write(this.#definition);
      this.#closed.fire(exitCodes.failed);
    }
  }

  close(): void {
    this.#controller.abort();
  }

  handleInput(data: string): void {
    if (data.includes(interrupt)) this.#controller.abort();
  }

  async #run(definition: TaskDefinition): Promise<void> {
    const outcome = await runTask(this.#services, definition, this.#controller, (line) => this.#write(line));
    if (outcome.ended === 'failed') this.#write(`✗ ${titleOf(definition)}: ${outcome.cause} ${outcome.next}`);
    else this.#write(outcome.ended === 'done' ? l10n.t('✓ Done.') : l10n.t('Cancelled.'));
    for (const note of outcome.notes) this.#write(note);
    this.#closed.fire(exitCodes[outcome.ended]);
  }

  #write(line: string): void {
    this.#written.fire(`${terminalLine(line, undefined)}\r\n`);
  }
}
