import type { ServerKey } from '../connect/profile.ts';
import type { SeenServer, Stages } from './server-look.ts';
import type { ClusterTopology, Link, SenderKind } from './topology.ts';
import { type Sample, Trace } from './trace.ts';

/** One number for each time; null where it was not known. */
export type Values = readonly (number | null)[];

/** How far one downstream was behind. */
interface LinkHistory {
  readonly upstream: ServerKey;
  /** Undefined: a receiver that is not looked at. */
  readonly downstream: ServerKey | undefined;
  readonly kind: SenderKind;
  readonly name: string;
  /** Milliseconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly bytes: Stages<Values>;
  /** Milliseconds, measured by the server; 0 while nothing is missing. */
  readonly late: Readonly<Record<'write' | 'flush' | 'replay', Values>>;
}

/** How much WAL a primary wrote. */
interface RateHistory {
  readonly server: ServerKey;
  readonly times: readonly number[];
  readonly bytesPerSecond: Values;
}

/** How much WAL a slot kept. */
interface SlotHistory {
  readonly server: ServerKey;
  readonly slot: string;
  readonly times: readonly number[];
  readonly retained: Values;
}

/** The last hour of a cluster as plain data. */
export interface HistoryModel {
  readonly links: readonly LinkHistory[];
  readonly rates: readonly RateHistory[];
  readonly slots: readonly SlotHistory[];
}

interface LinkTrace {
  readonly link: Pick<LinkHistory, 'upstream' | 'downstream' | 'kind' | 'name'>;
  readonly trace: Trace;
}

interface Written {
  readonly at: number;
  readonly current: bigint;
}

function orNull(value: bigint | number | undefined): number | null {
  return value === undefined ? null : Number(value);
}

/** The same for the same receiver, however often it connects anew, and under what name or from where. */
function keyOf({ upstream, downstream, kind, sender }: Link): string {
  const receiver = downstream ?? [sender.applicationName, sender.clientAddress ?? null];
  return JSON.stringify([upstream, kind, receiver]);
}

function timesOf(samples: readonly Sample[]): readonly number[] {
  return samples.map(({ at }) => at);
}

function valuesOf(samples: readonly Sample[], index: number): Values {
  return samples.map(({ values }) => values[index] ?? null);
}

/** One hour of one cluster in bounded memory. Time is that of the looks; a look that is added twice counts once. */
export class History {
  readonly #links = new Map<string, LinkTrace>();
  readonly #rates = new Map<ServerKey, Trace>();
  readonly #slots = new Map<string, { readonly server: ServerKey; readonly slot: string; readonly trace: Trace }>();
  readonly #written = new Map<ServerKey, Written>();

  /** Takes the newest looks in; what is older than an hour is forgotten. */
  add(topology: ClusterTopology, now: Date): void {
    const names = new Map(topology.servers.map(({ key, name }) => [key, name]));
    for (const { look, links } of topology.servers) {
      if (!look.reached) continue;
      for (const link of links) this.#addLink(link, look.at.getTime(), names);
      this.#addRate(look);
      this.#addSlots(look);
    }
    this.#forget(now.getTime());
  }

  /** The last hour before `now`. */
  read(now: Date): HistoryModel {
    const until = now.getTime();
    return {
      links: [...this.#links.values()].map(({ link, trace }) => {
        const samples = trace.read(until);
        const [sent, write, flush, replay] = [0, 1, 2, 3].map((index) => valuesOf(samples, index));
        const bytes = { sent: sent ?? [], write: write ?? [], flush: flush ?? [], replay: replay ?? [] };
        const [lateWrite, lateFlush, lateReplay] = [4, 5, 6].map((index) => valuesOf(samples, index));
        const late = { write: lateWrite ?? [], flush: lateFlush ?? [], replay: lateReplay ?? [] };
        return { ...link, times: timesOf(samples), bytes, late };
      }),
      rates: [...this.#rates].map(([server, trace]) => {
        const samples = trace.read(until);
        return { server, times: timesOf(samples), bytesPerSecond: valuesOf(samples, 0) };
      }),
      slots: [...this.#slots.values()].map(({ server, slot, trace }) => {
        const samples = trace.read(until);
        return { server, slot, times: timesOf(samples), retained: valuesOf(samples, 0) };
      }),
    };
  }

  #addLink(link: Link, at: number, names: ReadonlyMap<ServerKey, string>): void {
    const { upstream, downstream, kind, sender, lag } = link;
    if (kind === 'baseBackup') return;
    const key = keyOf(link);
    const name = names.get(downstream ?? '') ?? sender.applicationName;
    const trace = this.#links.get(key)?.trace ?? new Trace();
    this.#links.set(key, { link: { upstream, downstream, kind, name }, trace });
    const { sent, write, flush, replay } = lag.bytes;
    const late = (['write', 'flush', 'replay'] as const).map((stage) =>
      lag.bytes[stage] === 0n ? 0 : orNull(lag.time[stage]),
    );
    trace.add(at, [orNull(sent), orNull(write), orNull(flush), orNull(replay), ...late]);
  }

  /** From one look to the next; a server that starts over behind where it was (a restore) starts over here too. */
  #addRate({ key, at, wal }: SeenServer): void {
    const before = this.#written.get(key);
    const time = at.getTime();
    if (before && time <= before.at) return;
    if (wal.current === undefined) {
      this.#written.delete(key);
      return;
    }
    this.#written.set(key, { at: time, current: wal.current });
    if (!before || wal.current < before.current) return;
    const trace = this.#rates.get(key) ?? new Trace();
    this.#rates.set(key, trace);
    trace.add(time, [Number(wal.current - before.current) / ((time - before.at) / 1000)]);
  }

  #addSlots({ key, at, slots }: SeenServer): void {
    for (const { name, temporary, retained } of slots) {
      if (temporary) continue;
      const id = JSON.stringify([key, name]);
      const trace = this.#slots.get(id)?.trace ?? new Trace();
      this.#slots.set(id, { server: key, slot: name, trace });
      trace.add(at.getTime(), [orNull(retained)]);
    }
  }

  #forget(now: number): void {
    for (const [key, { trace }] of this.#links) if (trace.isOver(now)) this.#links.delete(key);
    for (const [key, { trace }] of this.#slots) if (trace.isOver(now)) this.#slots.delete(key);
    for (const [key, trace] of this.#rates) if (trace.isOver(now)) this.#rates.delete(key);
  }
}
